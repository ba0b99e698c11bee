using System.Diagnostics;
using System.Text;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web;

namespace Sparekey.Bench;

/// <summary>
/// Whole sign-ins, password and TOTP, over HTTP, against the raw rate of the same hash on as many threads.
/// </summary>
internal static class SignIns
{
    private static readonly (int Clients, int Count)[] Loads = [(1, 60), (8, 160), (32, 256)];

    // With all clients at once, each waits behind all others. In a fair queue no client waits longer than that. The
    // limit is this multiple of that wait.
    private const double Queue = 1.2;

    public static async Task Measure(Table table, int rounds)
    {
        foreach (var (engine, database) in new[] { ("SQLite", ""), ("PostgreSQL", await Cluster.Migrated()) })
        {
            await using var server = await Served.Sparekey(Loads[^1].Count, hashing: true, database);
            await server.Prepare(Loads[1].Count);
            await Load.Run(server.Url, Loads[1].Clients, Loads[1].Count, Journeys.SignIn(server));   // warm-up
            var (raw, ours, memory) = (Loads.Select(_ => new List<double>()).ToArray(),
                Loads.Select(_ => new List<Load>()).ToArray(), 0.0);
            for (var round = 0; round < rounds; round++)
            {
                for (var n = 0; n < Loads.Length; n++)
                {
                    var (clients, count) = Loads[n];
                    raw[n].Add(RawHashes(Math.Min(clients, Environment.ProcessorCount), count));
                    await server.Prepare(count);
                    ours[n].Add(await Load.Run(server.Url, clients, count, Journeys.SignIn(server)));
                    memory = Math.Max(memory, server.PeakMegabytes());
                }
            }
            for (var n = 0; n < Loads.Length; n++)
            {
                var clients = Loads[n].Clients;
                table.Add($"sign-in, password and TOTP, {engine}, {clients} {(clients == 1 ? "client" : "clients")}",
                    $"{Table.Median(ours[n].Select(load => load.PerSecond)):0.0} /s; "
                        + $"p50/95/99 {Load.Percentiles(ours[n])} ms",
                    $"{Table.Median(raw[n]):0.0} /s raw Argon2id, "
                        + $"{Math.Min(clients, Environment.ProcessorCount)} threads",
                    $"{Table.Median(ours[n].Zip(raw[n], (o, r) => o.PerSecond / r)):0.00}", "at least 0.90");
            }
            var most = Loads[^1].Clients;
            var turn = most / Table.Median(ours[^1].Select(load => load.PerSecond)) * 1000;
            var p99 = Load.Percentile(ours[^1], 0.99);
            table.Add($"sign-in, {engine}, {most} clients: p99 against the wait of a fair queue", $"{p99:0} ms",
                $"{turn:0} ms: {most} / rate", $"{p99 / turn:0.00}", $"at most {Queue}");
            table.Add($"resident memory during sign-ins, {engine}", $"{memory:0} MB", "", "", "at most 200 MB");
        }
    }

    private static double RawHashes(int threads, int count)
    {
        var password = Encoding.UTF8.GetBytes(Accounts.Password);
        var phc = Sodium.Hash(password);
        var watch = Stopwatch.StartNew();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads },
            _ => Sodium.Verify(phc, password));
        return count / watch.Elapsed.TotalSeconds;
    }
}
