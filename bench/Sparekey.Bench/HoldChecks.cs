using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Holds;

namespace Sparekey.Bench;

/// <summary>What an exchange asks before each withdrawal, against an endpoint of the same web server that does nothing.</summary>
internal static class HoldChecks
{
    private const int Clients = 16;
    private const int Requests = 40_000;
    private const string Key = "sk_bench";

    public static async Task Measure(Table table, int rounds)
    {
        await using var server = await Server.Start();
        var accounts = await server.Accounts(1000);
        await server.Get<Database>().Commit(new Change().Add("INSERT INTO integrators (key_hash, integrator_id, name, created_at) VALUES (@key, 'bench', 'bench', 0)",
            new { key = server.Get<KeyedHash>().Index(Integrators.Purpose, Key) }), CancellationToken.None);
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var bare = builder.Build();
        bare.MapGet("/bare", () => "{}");
        await bare.StartAsync();
        using var bareHttp = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };

        var paths = accounts.Select(a => $"/v1/accounts/{a.Id}/holds").ToArray();
        List<double> ours = [], floor = [];
        await Rate(server.Http, paths);
        await Rate(bareHttp, ["/bare"]);
        for (var i = 0; i < rounds; i++)
        {
            floor.Add(await Rate(bareHttp, ["/bare"]));
            ours.Add(await Rate(server.Http, paths));
        }
        table.Add($"hold check, {Clients} clients on the same cores", $"{Table.Median(ours):0} /s", $"{Table.Median(floor):0} /s bare endpoint", $"{Table.Median(ours.Zip(floor, (o, f) => o / f)):0.00}", "at least 10,000 /s");
    }

    private static async Task<double> Rate(HttpClient http, string[] paths)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = client; i < Requests; i += Clients)
            {
                using var response = await http.GetAsync(paths[i % paths.Length]);
                if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)response.StatusCode} for {paths[i % paths.Length]}");
                await response.Content.ReadAsByteArrayAsync();
            }
        }));
        return Requests / watch.Elapsed.TotalSeconds;
    }
}
