namespace Sparekey.Bench;

/// <summary>What a sign-in without its hash costs in processor time, and where: the one figure that does not change with what else the machine does.</summary>
internal static class Costs
{
    private const int Count = 800;
    private const int Clients = 8;

    public static async Task Measure(Table table, int rounds)
    {
        foreach (var (engine, database) in new[] { ("PostgreSQL", await Cluster.Migrated()), ("SQLite", "") })
        {
            await using var server = await Served.Sparekey(Count, hashing: false, database);
            var (ours, its) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds + 2; round++)
            {
                await server.Prepare(Count);
                var (before, beforeDatabase) = (server.Processor(), Cluster.Processor());
                await Load.Run(server.Url, Clients, Count, Journeys.SignIn(server));
                if (round < 2) continue;   // warm
                ours.Add((server.Processor() - before).TotalMilliseconds / Count);
                its.Add((Cluster.Processor() - beforeDatabase).TotalMilliseconds / Count);
            }
            table.Add($"processor time of a sign-in without its hash, {engine}", $"{Table.Median(ours):0.00} ms{(database.Length > 0 ? $" and {Table.Median(its):0.00} ms of PostgreSQL" : "")}", "", "", "");
        }
    }
}
