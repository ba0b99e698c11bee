using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Server.Edges.Storage.Postgres;

namespace Sparekey.Server.Edges.Storage;

/// <summary>Brings a database to the schema of this program: SQL files in order, each once, each whole. Each engine has its own files, with the same numbers.</summary>
public static class Migrations
{
    private sealed record File(int Number, string Name, string Sql);

    // Others may be at it; a migration of a large table takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The schema that this program knows.</summary>
    public static int Latest => All("sqlite")[^1].Number;

    /// <returns>How many files were applied.</returns>
    /// <exception cref="StartException">The database was written by a newer program.</exception>
    public static int Apply(string file, DateTimeOffset now)
    {
        StoredTypes.Register();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL;");
        using var transaction = connection.BeginTransaction(deferred: false);   // two processes that start at once take turns
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)", transaction: transaction);
        var last = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations", transaction: transaction) ?? 0;
        var missing = Missing("sqlite", last, $"The database {file}");
        foreach (var one in missing)
        {
            connection.Execute(one.Sql, transaction: transaction);
            connection.Execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @now)", new { one.Number, one.Name, now }, transaction);
        }
        transaction.Commit();
        return missing.Count;
    }

    /// <inheritdoc cref="Apply(string, DateTimeOffset)"/>
    /// <remarks>Any number of nodes may start at once: one applies, the others wait for it and find nothing to do.</remarks>
    public static int Apply(PostgresAddress address, DateTimeOffset now)
    {
        StoredTypes.Register();
        using var connection = new NpgsqlConnection(address.Single(Patience));
        connection.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@Lock, 0)", new { Lock = PostgresLocks.Migrations }, transaction);
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)", transaction: transaction);
        var last = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations", transaction: transaction) ?? 0;
        var missing = Missing("postgres", last, address.Shown);
        foreach (var one in missing)
        {
            using (var file = new NpgsqlCommand(one.Sql, connection, transaction)) file.ExecuteNonQuery();
            connection.Execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @at)", new { one.Number, one.Name, at = now.ToUnixTimeMilliseconds() }, transaction);
        }
        transaction.Commit();
        return missing.Count;
    }

    private static List<File> Missing(string engine, long last, string database)
    {
        var files = All(engine);
        if (last > files[^1].Number)
            throw new StartException($"{database} has schema {last}, but this program knows only up to {files[^1].Number}. Start the newer program that wrote it, or restore a backup from before.");
        return [.. files.Where(file => file.Number > last)];
    }

    private static List<File> All(string engine)
    {
        var prefix = $"migrations/{engine}/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var file = name[prefix.Length..];
            return new File(int.Parse(file.AsSpan(0, 4)), file, reader.ReadToEnd());
        })];
    }
}
