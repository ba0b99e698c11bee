using Dapper;
using Npgsql;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;

namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// A PostgreSQL of this test run alone. The first test that needs it starts it. It is reached through a socket in a
/// folder of its own, and ends with the process, however the process ends.
/// </summary>
public static class Cluster
{
    private const string Template = "migrated";

    // The cluster lives for minutes and holds only test data, so durability is not needed.
    private const string Settings =
        "fsync=off\nfull_page_writes=off\nsynchronous_commit=off\nwal_level=minimal\n" +
        "max_wal_senders=0\nautovacuum=off\njit=off\n" +
        "max_connections=500\nshared_buffers=64MB\nlog_min_messages=fatal\nlog_min_error_statement=panic\n";

    // Our tables, indexes, functions and triggers, and the applied migrations.
    private const string Shape =
        """
        SELECT string_agg(what, ' ' ORDER BY what) FROM (
          SELECT relname || CAST(relkind AS TEXT) AS what FROM pg_class WHERE relnamespace = 'public'::regnamespace
          UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          UNION ALL SELECT tgname FROM pg_trigger
          UNION ALL SELECT CAST(number AS TEXT) FROM schema_migrations) AS shape
        """;

    private static readonly Lazy<Task<string>> Server = new(Start);
    private static readonly Lazy<Task<string>> Untouched = new(async () => (await Ask(Shape))!);
    private static readonly Lazy<Task<string>> Deletes = new(async () => (await Ask(
        "SELECT string_agg('DELETE FROM ' || tablename, '; ') FROM pg_tables WHERE schemaname = 'public' "
            + "AND tablename <> 'schema_migrations'"))!);
    private static readonly System.Collections.Concurrent.ConcurrentBag<string> Emptied = [];
    private static int _databases;

    /// <summary>A migrated, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewDatabase()
    {
        var host = await Server.Value;
        if (Emptied.TryTake(out var emptied)) return emptied;
        var name = $"house_{Interlocked.Increment(ref _databases)}";
        await Do(host, $"CREATE DATABASE {name} TEMPLATE {Template}");
        return Of(host, name);
    }

    /// <summary>A database without tables.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> EmptyDatabase()
    {
        var host = await Server.Value;
        var name = $"empty_{Interlocked.Increment(ref _databases)}";
        await Do(host, $"CREATE DATABASE {name}");
        return Of(host, name);
    }

    /// <summary>
    /// Takes a database back and empties it for the next test, which is ten times as fast as creating another. A
    /// database whose schema has changed is dropped instead.
    /// </summary>
    public static async Task Drop(string database)
    {
        if (await IsEmptied(database)) Emptied.Add(database);
        else await Do(await Server.Value,
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");
    }

    private static async Task<bool> IsEmptied(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return (string)(await connection.ExecuteScalarAsync(Shape))! == await Untouched.Value
            && await IsLeft(connection)
            && await connection.ExecuteAsync(await Deletes.Value) >= 0;
    }

    public static async Task<IAsyncDisposable> KeepsWhatItAcknowledges()
    {
        var host = await Server.Value;
        foreach (var setting in Unsafe) await Do(host, $"ALTER SYSTEM SET {setting} = on");
        await Reload(host, "on");
        return new Again(host);
    }

    private static readonly string[] Unsafe = ["fsync", "full_page_writes", "synchronous_commit"];

    private sealed class Again(string host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Do(host, "ALTER SYSTEM RESET ALL");
            await Reload(host, "off");
        }
    }

    // The server applies the settings a moment later; only a new session shows those in force.
    private static async Task Reload(string host, string expected)
    {
        await Do(host, "SELECT pg_reload_conf()");
        for (var tries = 0; tries < 200; tries++)
        {
            await using var connection = new NpgsqlConnection(Of(host, "postgres") + ";Pooling=false");
            await connection.OpenAsync();
            await using var show = new NpgsqlCommand(
                "SELECT current_setting('fsync') || current_setting('synchronous_commit')", connection);
            if ((string)(await show.ExecuteScalarAsync())! == expected + expected) return;
            await Task.Delay(25);
        }
        throw new InvalidOperationException("PostgreSQL did not read its settings.");
    }

    private static string Of(string host, string database) => $"Host={host};Username=sparekey;Database={database}";

    private static async Task<string> Start()
    {
        var folder = await PrivatePostgres.Start(Settings);
        await Do(folder, $"CREATE DATABASE {Template}");
        Migrations.Apply(PostgresAddress.Parse(Of(folder, Template)), TimeProvider.System.GetUtcNow());
        return folder;
    }

    // A session ends a moment after its connection.
    private static async Task<bool> IsLeft(NpgsqlConnection connection)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await connection.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND pid <> pg_backend_pid()") == 0) return true;
            await Task.Delay(5);
        }
        return false;
    }

    // Asks the template, which stays as it was made.
    private static async Task<string?> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(Of(await Server.Value, Template) + ";Pooling=false");
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<string>(sql);
    }

    private static async Task Do(string host, string sql)
    {
        await using var connection = new NpgsqlConnection(Of(host, "postgres") + ";Maximum Pool Size=4");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
