using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
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
            var begun = await Post(server.Http, "/v1/sign-ins", new { email = accounts[i].Email, password = Server.Password, captcha_token = captchas[i] }, null, cancellation);
            var done = await Post(server.Http, "/v1/sign-in/answers", new { factor_id = accounts[i].Factor.ToString(), code }, begun["sign_in"]!.GetValue<string>(), cancellation);
            if (done["state"]!.GetValue<string>() != "complete") throw new InvalidOperationException(done.ToJsonString());
        });
        return accounts.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<string> Captcha(HttpClient http, CancellationToken cancellation)
    {
        var captcha = await Post(http, "/v1/captchas", new { purpose = "sign_in" }, null, cancellation);
        var (challenge, bits) = (captcha["alternative"]!["challenge"]!.GetValue<string>(), captcha["alternative"]!["bits"]!.GetValue<int>());
        var work = 0;
        while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
        return (await Post(http, $"/v1/captchas/{captcha["captcha"]!.GetValue<string>()}/answer", new { work = work.ToString() }, null, cancellation))["captcha_token"]!.GetValue<string>();
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, object body, string? bearer, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await http.SendAsync(request, cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
    }
}
