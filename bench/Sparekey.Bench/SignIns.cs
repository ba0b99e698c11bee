using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparekey.Server.Captcha;
using Sparekey.Server.Edges.Crypto;

namespace Sparekey.Bench;

/// <summary>Whole sign-ins, password and TOTP, over HTTP, against the raw rate of the same hash on as many threads.</summary>
internal static class SignIns
{
    private const int PerRound = 240;
    private const int Clients = 8;

    public static async Task Measure(Table table, int rounds)
    {
        await using var server = await Server.Start();
        var accounts = await server.Accounts(PerRound);
        List<double> raw = [], ours = [];
        await Round(server, accounts);   // warm
        for (var i = 0; i < rounds; i++)
        {
            raw.Add(RawHashes());
            ours.Add(await Round(server, accounts));
        }
        var (signIns, hashes) = (Table.Median(ours), Table.Median(raw));
        table.Add($"sign-in with password and TOTP (two requests), {Clients} clients", $"{signIns:0.0} /s", $"{hashes:0.0} /s raw Argon2id, {Environment.ProcessorCount} threads", $"{Table.Median(ours.Zip(raw, (o, r) => o / r)):0.00}", "at least 0.85");
    }

    private static double RawHashes()
    {
        var password = Encoding.UTF8.GetBytes(Server.Password);
        var phc = Sodium.Hash(password);
        var watch = Stopwatch.StartNew();
        Parallel.For(0, PerRound, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ => Sodium.Verify(phc, password));
        return PerRound / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Round(Server server, List<Server.Account> accounts)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(90));   // a step that no account has used
        // The pictures are made before the watch starts: what is measured is the sign-in's two requests.
        var captchas = new string[accounts.Count];
        await Parallel.ForAsync(0, accounts.Count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, cancellation) => captchas[i] = await Captcha(server.Http, cancellation));
        var code = Otp.Totp.Compute(Server.Seed, server.Clock.GetUtcNow());
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, accounts.Count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, cancellation) =>
        {
            // As plain text, so that the client's share of the two cores stays small.
            var begun = await Send(server.Http, "/v1/sign-ins", $$"""{"email":"{{accounts[i].Email}}","password":"{{Server.Password}}","captcha_token":"{{captchas[i]}}"}""", null, cancellation);
            var flow = begun.IndexOf("\"sign_in\":\"", StringComparison.Ordinal) + 11;
            var done = await Send(server.Http, "/v1/sign-in/answers", $$"""{"factor_id":"{{accounts[i].Factor}}","code":"{{code}}"}""", begun[flow..begun.IndexOf('"', flow)], cancellation);
            if (!done.Contains("\"state\":\"complete\"", StringComparison.Ordinal)) throw new InvalidOperationException(done);
        });
        return accounts.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<string> Captcha(HttpClient http, CancellationToken cancellation)
    {
        var captcha = await Post(http, "/v1/captchas", new { purpose = "sign_in" }, cancellation);
        var (challenge, bits) = (captcha["alternative"]!["challenge"]!.GetValue<string>(), captcha["alternative"]!["bits"]!.GetValue<int>());
        var work = 0;
        while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
        return (await Post(http, $"/v1/captchas/{captcha["captcha"]!.GetValue<string>()}/answer", new { work = work.ToString() }, cancellation))["captcha_token"]!.GetValue<string>();
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, object body, CancellationToken cancellation) =>
        JsonNode.Parse(await Send(http, path, JsonSerializer.Serialize(body), null, cancellation))!;

    private static async Task<string> Send(HttpClient http, string path, string body, string? bearer, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await http.SendAsync(request, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }
}
