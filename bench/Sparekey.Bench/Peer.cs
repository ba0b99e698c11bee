namespace Sparekey.Bench;

/// <summary>
/// A sign-in without its hash, against the usual alternative of a .NET team: the endpoints of ASP.NET Core Identity on
/// the same PostgreSQL, also without hash. Identity takes one request and writes nothing. Sparekey stops replay, counts
/// attempts, opens a session and writes audit events.
/// </summary>
internal static class Peer
{
    private static readonly (int Clients, int Count)[] Loads = [(1, 300), (8, 800), (32, 800)];

    public static async Task Measure(Table table, int rounds)
    {
        var most = Loads.Max(load => load.Count);
        await using var identity = await Served.Start("Sparekey.Bench.Identity.dll", await Cluster.Empty(), $"{most}",
            Accounts.Password, Otp.Base32.Encode(Accounts.Seed), "none");
        var servers = new[]
        {
            ("PostgreSQL", await Served.Sparekey(most, hashing: false, await Cluster.Migrated())),
            ("SQLite", await Served.Sparekey(most, hashing: false, "")),
        };
        for (var round = 0; round < 3; round++)   // warm-up
        {
            await Load.Run(identity.Url, 8, most, Journeys.IdentitySignIn());
            foreach (var (_, server) in servers)
            {
                await server.Prepare(most);
                await Load.Run(server.Url, 8, most, Journeys.SignIn(server));
            }
        }
        foreach (var (clients, count) in Loads)
        {
            var theirs = new List<double>();
            var ours = servers.Select(_ => (Rates: new List<double>(), Processor: new List<double>())).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                theirs.Add((await Load.Run(identity.Url, clients, count, Journeys.IdentitySignIn())).PerSecond);
                for (var n = 0; n < servers.Length; n++)
                {
                    var server = servers[n].Item2;
                    await server.Prepare(count);
                    var before = server.Processor();
                    ours[n].Rates.Add((await Load.Run(server.Url, clients, count, Journeys.SignIn(server))).PerSecond);
                    ours[n].Processor.Add((server.Processor() - before).TotalMilliseconds / count);
                }
            }
            for (var n = 0; n < servers.Length; n++)
                table.Add(
                    $"the same without the hash, {servers[n].Item1}, {clients} {(clients == 1 ? "client" : "clients")}",
                    $"{Table.Median(ours[n].Rates):0} /s; {Table.Median(ours[n].Processor):0.00} ms of the server's "
                        + "processor time",
                    $"{Table.Median(theirs):0} /s Identity on PostgreSQL",
                    $"{Table.Median(ours[n].Rates.Zip(theirs, (o, t) => o / t)):0.00}", "at least 1.1");
        }
        foreach (var (_, server) in servers) await server.DisposeAsync();
    }
}
