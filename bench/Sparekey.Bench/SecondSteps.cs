using System.Diagnostics;
using System.Globalization;

namespace Sparekey.Bench;

/// <summary>
/// The second step alone, against <c>pgbench</c> with the same writes to the same tables: two transactions of one round
/// trip each. The second one waits for the disk.
/// </summary>
internal static class SecondSteps
{
    private const int Count = 1500;
    private static readonly int[] Clients = [8, 32];

    // The writes that the two transactions need, and the one row that they must read. The server's own statements do
    // more.
    private static readonly string Script = """
        \set i random(0, {last})
        \set r random(1, 9000000000000000000)
        \set now 1800000000000
        \startpipeline
        SELECT set_config('synchronous_commit', 'off', true);
        INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at)
        SELECT {account}, 'factor:' || {account}, 1, 0, CAST(:now AS BIGINT)
        ON CONFLICT (account_id, subject)
        DO UPDATE SET failures = attempts.failures + 1, blocked_until = 0, last_at = :now
        WHERE attempts.blocked_until <= :now AND attempts.failures < 20 RETURNING failures, blocked_until;
        SELECT f.account_id, f.factor_id, f.kind, f.state, f.name, f.secret_sealed, f.last_step, a.email_sealed
        FROM factors f JOIN accounts a ON a.account_id = f.account_id
        WHERE f.account_id = {account} AND f.factor_id = {account};
        \endpipeline
        \startpipeline
        SELECT pg_advisory_xact_lock(:i);
        UPDATE attempts SET failures = 0, blocked_until = 0
        WHERE account_id = {account} AND subject = 'factor:' || {account};
        UPDATE factors SET last_step = last_step + 0, last_used_at = :now
        WHERE account_id = {account} AND factor_id = {account};
        UPDATE sign_ins SET completed_at = :now WHERE account_id = {account} AND token_hash = '\x00'::bytea;
        INSERT INTO sessions (account_id, token_hash, session_id, acr, amr, device, network,
            authenticated_at, created_at, last_seen_at, expires_at)
        VALUES ({account}, decode(lpad(to_hex(CAST(:r AS BIGINT)), 64, '0'), 'hex'), {random},
            'urn.sparekey.acr.2', '["pwd","otp"]', 'Unknown device', '127.0.0.0/24', :now, :now, :now, :now);
        INSERT INTO audit_events (account_id, event_id, kind, actor, subject, device, network, details, at)
        VALUES ({account}, {random}, 'signed_in', 'owner', {account}, 'Unknown device', '127.0.0.0/24',
            '{"acr":"urn.sparekey.acr.2","kind":"authenticator"}', :now);
        \endpipeline

        """
        .Replace("{last}", $"{Count - 1}", StringComparison.Ordinal)
        .Replace("{account}", "lpad(to_hex(CAST(:i AS BIGINT)), 32, '0')", StringComparison.Ordinal)
        .Replace("{random}", "lpad(to_hex(CAST(:r AS BIGINT)), 32, '0')", StringComparison.Ordinal);

    public static async Task Measure(Table table, int rounds)
    {
        var database = await Cluster.Migrated();
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script);
        var servers = new[]
        {
            ("PostgreSQL", await Served.Sparekey(Count, hashing: true, database)),
            ("SQLite", await Served.Sparekey(Count, hashing: true, "")),
        };
        await Cluster.Do(database,
            "INSERT INTO sign_ins (account_id, token_hash, device, network, created_at, expires_at) "
                + "SELECT lpad(to_hex(i), 32, '0'), '\\x00', 'Unknown device', '127.0.0.0/24', 0, 9000000000000 "
                + $"FROM generate_series(0, {Count - 1}) AS i; VACUUM ANALYZE");
        foreach (var (_, server) in servers) for (var i = 0; i < 2; i++) await Round(server, 8);   // warm-up
        foreach (var clients in Clients)
        {
            var floor = new List<double>();
            var ours = servers.Select(_ => new List<double>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                floor.Add(await PgBench(database, script, clients));
                for (var n = 0; n < servers.Length; n++) ours[n].Add(await Round(servers[n].Item2, clients));
            }
            for (var n = 0; n < servers.Length; n++)
                table.Add($"second step alone, {servers[n].Item1}, {clients} clients", $"{Table.Median(ours[n]):0} /s",
                    $"{Table.Median(floor):0} /s pgbench with the same writes",
                    $"{Table.Median(ours[n].Zip(floor, (o, f) => o / f)):0.00}", "at least 0.5");
        }
        foreach (var (_, server) in servers) await server.DisposeAsync();
        File.Delete(script);
    }

    private static async Task<double> Round(Served server, int clients)
    {
        await server.Prepare(Count);
        return (await Load.Run(server.Url, clients, Count, Journeys.SecondStep(server))).PerSecond;
    }

    private static async Task<double> PgBench(string database, string script, int clients)
    {
        var address = new Npgsql.NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(Path.Combine(Cluster.Programs, "pgbench"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            "-n", "-M", "prepared", "-c", $"{clients}", "-j", "2", "-t", $"{2 * Count / clients}", "-f", script, "-h",
            address.Host!, "-U", address.Username!, address.Database!,
        })
            start.ArgumentList.Add(argument);
        using var pgbench = Process.Start(start)!;
        var error = pgbench.StandardError.ReadToEndAsync();
        var said = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        var tps = said.Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException(await error);
        return double.Parse(tps.Split(' ')[2], CultureInfo.InvariantCulture);
    }
}
