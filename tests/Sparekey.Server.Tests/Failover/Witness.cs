using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// Sends requests, repeats those that the server cannot serve now, and keeps responses that no client should ever see.
/// </summary>
public sealed class Witness(HttpClient http)
{
    // Retry-After says 5 s. These clients retry sooner, so that there is load during the outage.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentQueue<(long At, string Path, int Status, TimeSpan Took)> _answers = [];

    /// <summary>Responses that are neither a success nor a correct 503.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    public int Answers => _answers.Count;

    public int Refused => _answers.Count(answer => answer.Status == 503);

    public TimeSpan Longest => _answers.Max(answer => answer.Took);

    /// <summary>From that moment until the first acknowledged change after a 503.</summary>
    public TimeSpan? Outage(long since)
    {
        var after = _answers.Where(answer => answer.At >= since)
            .OrderBy(answer => answer.At)
            .SkipWhile(answer => answer.Status != 503)
            .FirstOrDefault(answer => answer.Status == 201 || answer is { Path: "/v1/sign-in/answers", Status: 200 });
        return after == default ? null : Stopwatch.GetElapsedTime(since, after.At);
    }

    /// <summary>Repeats a request until the server serves it.</summary>
    /// <exception cref="LostTrackException">The server refused with another status than 503.</exception>
    public async Task<JsonNode> Does(HttpMethod method, string path, object? body = null, string? bearer = null,
        CancellationToken cancellation = default)
    {
        for (var (refused, doubt) = (false, false); ;)
        {
            var (status, answer, retryAfter) = await Once(method, path, body, bearer, cancellation);
            if (status is >= 200 and < 300) return answer!;
            if (status != 503)
            {
                // A captcha is spent before anything else is done and stays spent: a retry needs a new one. An outage
                // also lasts long enough for a code to expire.
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
    /// Sends one request, whatever the response. No response at all is a fault, since the server was never stopped.
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

/// <summary>The client can no longer tell whether its request was carried out.</summary>
public sealed class LostTrackException : Exception;
