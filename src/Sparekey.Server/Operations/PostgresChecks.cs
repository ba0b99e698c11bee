using System.Globalization;
using Dapper;
using Npgsql;
using Sparekey.Core;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Operations;

/// <summary>
/// The doctor's checks of a PostgreSQL: whether it answers, whether acknowledged changes are durable, and whether keys,
/// schema and clock fit. Only reads.
/// </summary>
internal static class PostgresChecks
{
    private const int Oldest = 15;

    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    internal static IEnumerable<Finding> Of(Settings settings, string keyFile, TimeProvider clock)
    {
        PostgresAddress address;
        try
        {
            address = PostgresAddress.Parse(settings.Database);
        }
        catch (StartException e)
        {
            return [Finding.Wrong(e.Message)];
        }
        try
        {
            StoredTypes.Register();
            using var connection = new NpgsqlConnection(address.Single(Database.PatienceOfRequests));
            connection.Open();
            return [.. Server(connection, address), .. Data(connection, address, keyFile, clock)];
        }
        catch (NpgsqlException e)
        {
            return
            [
                Finding.Wrong(
                    $"{address.Description} cannot be used ({PostgresAddress.Describe(e)}). "
                    + "Check that it runs and that Sparekey:Database is right."),
            ];
        }
    }

    /// <summary>
    /// A finding when the clocks certainly differ by more than docs/several-nodes.md allows: the other clock was read
    /// between two readings of this one.
    /// </summary>
    internal static Finding? Clocks(DateTimeOffset asked, DateTimeOffset there, DateTimeOffset answered)
    {
        var apart = there > answered ? there - answered : asked - there;
        return apart <= Apart ? null : Finding.Wrong(
            $"The clock of PostgreSQL is {PlainTime.Left(apart)} {(there > answered ? "ahead of" : "behind")} the one "
                + "here. Keep both right with NTP, within a second.");
    }

    private static IEnumerable<Finding> Server(NpgsqlConnection connection, PostgresAddress address)
    {
        var version = connection.PostgreSqlVersion;
        yield return version.Major >= Oldest
            ? Finding.Fine($"{address.Description} answers, version {version.ToString(2)}")
            : Finding.Wrong(
                $"{address.Description} has version {version.ToString(2)}. Sparekey needs {Oldest} or later.");
        if (address.CrossesInTheOpen) yield return Finding.Note(
            "The server at the other end of the connection to PostgreSQL is not verified. "
                + "Add SSL Mode=VerifyFull to Sparekey:Database, unless the network between is yours alone.");
        if (Shows("server_encoding") != "UTF8") yield return Finding.Wrong(
            $"The database is encoded in {Shows("server_encoding")}. Make it anew with ENCODING 'UTF8'.");

        if (Shows("default_transaction_isolation") != "read committed")
            yield return Finding.Wrong(
                $"Transactions begin as {Shows("default_transaction_isolation")}: what is decided under an account's "
                    + "lock would be decided by an older state. Set default_transaction_isolation to read committed "
                    + "for the database and its user.");
        if (connection.ExecuteScalar<bool>("SELECT pg_is_in_recovery()")) yield return Finding.Wrong(
            "This server is a standby: it takes no changes. Name the primary in Sparekey:Database, or both: "
                + "Host=one,other.");
        yield return Room(
            Number("max_connections"), Number("superuser_reserved_connections"), address.MostConnections);
        var standbys = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM pg_stat_replication");
        foreach (var finding in PostgresKeeps.Of(Shows, standbys, address)) yield return finding;

        string Shows(string setting) => connection.ExecuteScalar<string>($"SHOW {setting}")!;

        int Number(string setting) => int.Parse(Shows(setting), CultureInfo.InvariantCulture);
    }

    /// <param name="all">The server's <c>max_connections</c>.</param>
    /// <param name="kept">How many of them are reserved for the superuser.</param>
    /// <param name="most">How many connections one node opens at most.</param>
    internal static Finding Room(int all, int kept, int most)
    {
        var nodes = (all - kept) / most;
        var count = nodes == 1 ? "1 node" : $"{nodes} nodes";
        return nodes == 0
            ? Finding.Wrong(
                $"PostgreSQL allows {all} connections (max_connections) and keeps {kept} of them for its "
                + $"operator; a node opens up to {most}, so requests are refused when it is busy. "
                + "Allow more, or set a smaller Maximum Pool Size in Sparekey:Database.")
            : Finding.Fine($"PostgreSQL allows {all} connections: enough for {count} with up to {most} each");
    }

    private static IEnumerable<Finding> Data(
        NpgsqlConnection connection, PostgresAddress address, string keyFile, TimeProvider clock)
    {
        if (connection.ExecuteScalar<string?>("SELECT CAST(to_regclass('schema_migrations') AS TEXT)") is null)
        {
            yield return Finding.Note("The database has no tables yet; the first start makes them.");
            yield break;
        }
        if (UnfinishedCopy.Of(connection) is not null) yield return Finding.Wrong(UnfinishedCopy.Describe(address));
        var known = connection.Query<KeyCheck.Row>(KeyCheck.Sql).ToList();
        if (known.Count > 0) yield return DataChecks.Keys(keyFile, known);
        var schema = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations") ?? 0;
        var newer = connection.Query<string>(Migrations.NewerSql, new { Migrations.Latest }).ToList();
        yield return DataChecks.Schema(address.Description, schema, newer, "has");
        var asked = clock.GetUtcNow();
        var there = DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long>(
            "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"));
        var now = clock.GetUtcNow();
        if (Clocks(asked, there, now) is { } apart) yield return apart;
        var written = DateTimeOffset.FromUnixTimeMilliseconds(
            connection.ExecuteScalar<long?>(DataChecks.NewestSql) ?? 0);
        if (written > now + DataChecks.Apart) yield return DataChecks.Behind(written);
    }
}
