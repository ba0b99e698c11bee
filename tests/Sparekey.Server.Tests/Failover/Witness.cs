using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// Sends requests, again where the server says that it cannot do them now, and keeps what no client should ever see.
/// </summary>
public sealed class Witness(HttpClient http)
{
    // Retry-After says 5 s; these clients are less polite, so that there is a load while nothing works.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentQueue<(long At, string Path, int Status, TimeSpan Took)> _answers = [];

    /// <summary>Answers that are neither what was asked for nor an honest 503.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    public int Answers => _answers.Count;

    public int Refused => _answers.Count(answer => answer.Status == 503);

    public TimeSpan Longest => _answers.Max(answer => answer.Took);

    /// <summary>From that moment until the first change that was acknowledged after a refusal.</summary>
    public TimeSpan? Outage(long since)
    {
        var after = _answers.Where(answer => answer.At >= since)
            .OrderBy(answer => answer.At)
            .SkipWhile(answer => answer.Status != 503)
            .FirstOrDefault(answer => answer.Status == 201 || answer is { Path: "/v1/sign-in/answers", Status: 200 });
        return after == default ? null : Stopwatch.GetElapsedTime(since, after.At);
    }

    /// <summary>What was asked for, after as many refusals as it takes.</summary>
    /// <exception cref="LostTrackException">Refused for a reason of its own, after the server had said that it may have
    /// been done: it had been.</exception>
    public async Task<JsonNode> Does(HttpMethod method, string path, object? body = null, string? bearer = null,
        CancellationToken cancellation = default)
    {
        for (var (refused, doubt) = (false, false); ;)
        {
            var (status, answer, retryAfter) = await Once(method, path, body, bearer, cancellation);
            if (status is >= 200 and < 300) return answer!;
            if (status != 503)
            {
                // A captcha is spent before anything else is done, and stays spent: whoever was refused takes a new
                // one. And an outage is long enough for a code to grow old.
                if (doubt || (refused && answer?["code"]?.GetValue<string>() is ("captcha_required" or "wrong_code")))
                    throw new LostTrackException();
                Faults.Enqueue($"{path}: {status} {answer?.ToJsonString()}");
                throw new LostTrackException();
            }
            if (retryAfter is null || answer?["code"]?.GetValue<string>() != "unavailable") Faults.Enqueue(
                $"{path}: 503 without Retry-After or code: {answer?.ToJsonString()}");
            refused = true;
            doubt |=
                answer?["detail"]?.GetValue<string>().Contains("may have been done", StringComparison.Ordinal) == true;
            await Task.Delay(BetweenTries, cancellation);
        }
    }

    /// <summary>
    /// One request, whatever is answered. A server that does not answer at all is a fault: it was never stopped.
    /// </summary>
    public async Task<(int Status, JsonNode? Answer, TimeSpan? RetryAfter)> Once(HttpMethod method, string path,
        object? body = null, string? bearer = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            _answers.Enqueue(
                (Stopwatch.GetTimestamp(), path, (int)response.StatusCode, Stopwatch.GetElapsedTime(begun)));
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>(cancellation),
                response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e)
            when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            Faults.Enqueue($"{path}: {e.GetType().Name}");
            throw new LostTrackException();
        }
    }
}

/// <summary>A client that cannot say any more what became of its request.</summary>
public sealed class LostTrackException : Exception;
