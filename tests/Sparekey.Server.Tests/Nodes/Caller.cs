using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sparekey.Core.Messages;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// The result of a request is unknown: the journey looks at the present state and goes on from there.
/// </summary>
internal sealed class InDoubtException(string why) : Exception(why);

/// <summary>
/// A well-behaved program that reaches the nodes through the balancer: a broken or unavailable request is repeated a
/// little later.
/// </summary>
internal sealed class Caller(Uri balancer, Ledger ledger) : IDisposable
{
    private const int Most = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new() { BaseAddress = balancer, Timeout = TimeSpan.FromSeconds(20) };

    /// <param name="Lost">An earlier try of this request failed, and may have been carried out.</param>
    internal sealed record Said(string Path, int Status, JsonNode? Body, bool Lost)
    {
        public string? Code => Body?["code"]?.GetValue<string>();

        public string Text(string name) => Body?[name]?.GetValue<string>() ?? throw new Xunit.Sdk.XunitException(
            $"{Path}: no '{name}' in {Status} {Body}");

        public bool Is(int status, string? code = null) => Status == status && (code is null || Code == code);
    }

    /// <param name="account">The account in whose history the event is written.</param>
    /// <param name="event">The event that is written when the request succeeds.</param>
    public async Task<Said> Ask(HttpMethod method, string path, object? body = null, string? bearer = null,
        string account =
            "", string? @event = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path)
            {
                Content = method == HttpMethod.Get ? null : JsonContent.Create(body ?? new { }),
            };
            if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            try
            {
                using var response = await _http.SendAsync(request);
                var raw = await response.Content.ReadAsStringAsync();
                if ((int)response.StatusCode is not (502 or 503 or 504))
                {
                    if (response.IsSuccessStatusCode && @event is not null) ledger.Done(account, @event);
                    return new Said(path, (int)response.StatusCode, raw.StartsWith('{') ? JsonNode.Parse(raw) : null,
                        Lost: attempt > 1);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // a node died during the request
            }
            ledger.Perhaps(account, @event);
            if (attempt == Most) throw new InDoubtException($"{path} was not answered.");
            await Task.Delay(Pause);
        }
    }

    public Task<Said> Post(string path, object? body = null, string? bearer = null, string account = "",
        string? @event = null) =>
        Ask(HttpMethod.Post, path, body, bearer, account, @event);

    public Task<Said> Get(string path, string? bearer = null) => Ask(HttpMethod.Get, path, null, bearer);

    public async Task<string> CaptchaToken(string purpose)
    {
        while (true)
        {
            var captcha = await Post("/v1/captchas", new { purpose });
            var (challenge, bits) = (captcha.Body!["alternative"]!["challenge"]!.GetValue<string>(),
                captcha.Body["alternative"]!["bits"]!.GetValue<int>());
            var work = 0;
            while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
            var answered = await Post($"/v1/captchas/{captcha.Text("captcha")}/answer", new { work = work.ToString() });
            if (answered.Status == 200) return answered.Text("captcha_token");
            Assert.True(answered.Lost, $"A captcha that was answered right said {answered.Status} {answered.Code}.");
        }
    }

    public void Dispose() => _http.Dispose();
}
