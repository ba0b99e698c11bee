namespace Sparekey.Bench;

/// <summary>
/// What a sign-in costs in processor time, and where: the figure that depends least on other load of the machine. With
/// hashing, the rest costs more, because it finds cold caches after each hash.
/// </summary>
internal static class Costs
{
    private const int Count = 800, CountHashed = 160;
    private const int Clients = 8;

    public static async Task Measure(Table table, int rounds)
    {
        foreach (var (engine, database) in new[] { ("PostgreSQL", await Cluster.Migrated()), ("SQLite", "") })
        {
            await Measure(table, rounds, engine, database, hashing: false, Count);
            await Measure(table, rounds, engine, database.Length > 0 ? await Cluster.Migrated() : "", hashing: true,
                CountHashed);
        }
    }

    private static async Task Measure(Table table, int rounds, string engine, string database, bool hashing, int count)
    {
        await using var server = await Served.Sparekey(count, hashing, database);
        var (hashes, ours, its) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds + 2; round++)
        {
            await server.Prepare(count);
            var (beforeHashing, before, beforeDatabase) = (server.Hashing(), server.Processor(), Cluster.Processor());
            await Load.Run(server.Url, Clients, count, Journeys.SignIn(server));
            if (round < 2) continue;   // warm-up
            hashes.Add((server.Hashing() - beforeHashing).TotalMilliseconds / count);
            ours.Add((server.Processor() - before).TotalMilliseconds / count - hashes[^1]);
            its.Add((Cluster.Processor() - beforeDatabase).TotalMilliseconds / count);
        }
        table.Add($"processor time of a sign-in {(hashing ? "with" : "without")} its hash, {engine}",
            $"{Table.Median(ours):0.00} ms"
                + (database.Length > 0 ? $" and {Table.Median(its):0.00} ms of PostgreSQL" : "")
                + (hashing ? $", beside {Table.Median(hashes):0.0} ms for the hash" : ""),
            "", "", "");
    }
}
