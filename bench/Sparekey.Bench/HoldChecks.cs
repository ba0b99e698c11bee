namespace Sparekey.Bench;

/// <summary>
/// The hold check of an integrator before each withdrawal, against an endpoint of the same web server that does
/// nothing.
/// </summary>
internal static class HoldChecks
{
    private const int Clients = 16;
    private const int Requests = 16_000;
    private const int Holders = 1000;

    public static async Task Measure(Table table, int rounds)
    {
        await using var bare = await Served.Start("Sparekey.Bench.dll", "child", "bare");
        var servers = new[]
        {
            ("PostgreSQL", await Served.Sparekey(Holders, hashing: true, await Cluster.Migrated())),
            ("SQLite", await Served.Sparekey(Holders, hashing: true, "")),
        };
        var (nothing, floor) = (new[] { "GET /bare HTTP/1.1\r\nHost: bench\r\n\r\n" }, new List<double>());
        var ask = Enumerable.Range(0, Holders)
            .Select(i => $"GET /v1/accounts/{Accounts.Id(i):N}/holds HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                + $"Bearer {Accounts.Integrator}\r\n\r\n")
            .ToArray();
        var ours = servers.Select(_ => new List<double>()).ToArray();
        await Rate(bare, nothing);
        foreach (var (_, server) in servers) await Rate(server, ask);   // warm-up
        for (var round = 0; round < rounds; round++)
        {
            floor.Add(await Rate(bare, nothing));
            for (var n = 0; n < servers.Length; n++) ours[n].Add(await Rate(servers[n].Item2, ask));
        }
        for (var n = 0; n < servers.Length; n++)
            table.Add($"hold check, {servers[n].Item1}, {Clients} clients", $"{Table.Median(ours[n]):0} /s",
                $"{Table.Median(floor):0} /s bare endpoint",
                $"{Table.Median(ours[n].Zip(floor, (o, f) => o / f)):0.00}", "at least 0.25");
        foreach (var (_, server) in servers) await server.DisposeAsync();
    }

    private static async Task<double> Rate(Served server, string[] requests) =>
        (await Load.Run(server.Url, Clients, Requests,
            async (wire, i) => await wire.Ask(requests[i % requests.Length]))).PerSecond;
}
