using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Storage.Sqlite;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Brings a database to the schema of this program: applies SQL files in order, each once, all in one transaction. Each
/// engine has its own files, with the same numbers.
/// </summary>
/// <remarks>
/// A newer program may have changed the database before, for example during a rolling update. The names of its
/// migrations say whether this program can work with the database (<see cref="MigrationName"/>).
/// </remarks>
public static class Migrations
{
    /// <summary>Names of the applied migrations that this program does not know, in order.</summary>
    public const string NewerSql = "SELECT name FROM schema_migrations WHERE number > @Latest ORDER BY number";

    private sealed record File(int Number, string Name, string Sql);

    // Another node may be applying the migrations; a migration of a large table takes long.
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    /// <summary>The schema that this program knows.</summary>
    public static int Latest { get; } = All("sqlite")[^1].Number;

    /// <summary>
    /// The reason why this program cannot work with a database that newer programs changed, as a clause without its
    /// subject; null if this program can.
    /// </summary>
    /// <param name="newer">The names that <see cref="NewerSql"/> selects.</param>
    public static string? TooNew(IEnumerable<string> newer)
    {
        foreach (var name in newer)
        {
            if (MigrationName.Parse(name) is not { } known)
                return $"was changed by the migration {name}, of which this program, which knows up to schema "
                    + $"{Latest}, can tell nothing";
            if (known.From > Latest)
                return $"has schema {known.Number}, which needs a program that knows schema {known.From} or later, "
                    + $"but this program knows only up to {Latest}";
        }
        return null;
    }

    /// <returns>Number of files that were applied.</returns>
    /// <exception cref="StartException">A newer program changed the database in a way that this program does not
    /// support, or the database was moved to a PostgreSQL.</exception>
    public static int Apply(string file, DateTimeOffset now)
    {
        StoredTypes.Register();
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL;");
        // BEGIN IMMEDIATE: if two processes start at the same time, one waits for the other.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (MovedFile.Of(connection, transaction) is { } moved) throw new StartException(moved.Describe(file));
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
                + "applied_at INTEGER NOT NULL)",
            transaction: transaction);
        var missing = Missing("sqlite", connection, transaction, $"The database {file}");
        foreach (var one in missing)
        {
            connection.Execute(one.Sql, transaction: transaction);
            connection.Execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @now)",
                new { one.Number, one.Name, now }, transaction);
        }
        transaction.Commit();
        return missing.Count;
    }

    /// <inheritdoc cref="Apply(string, DateTimeOffset)"/>
    /// <remarks>
    /// If several nodes start at the same time, one applies the files; the others wait and find nothing to do.
    /// </remarks>
    public static int Apply(PostgresAddress address, DateTimeOffset now)
    {
        StoredTypes.Register();
        using var connection = new NpgsqlConnection(address.Single(Timeout));
        connection.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@Lock, 0)", new { Lock = PostgresLocks.Migrations },
            transaction);
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
                + "applied_at BIGINT NOT NULL)",
            transaction: transaction);
        var missing = Missing("postgres", connection, transaction, address.Description);
        foreach (var one in missing)
        {
            using (var file = new NpgsqlCommand(one.Sql, connection, transaction)) file.ExecuteNonQuery();
            connection.Execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @at)",
                new { one.Number, one.Name, at = now.ToUnixTimeMilliseconds() }, transaction);
        }
        transaction.Commit();
        return missing.Count;
    }

    private static List<File> Missing(string engine, DbConnection connection, DbTransaction transaction,
        string database)
    {
        if (TooNew(connection.Query<string>(NewerSql, new { Latest }, transaction)) is { } why)
            throw new StartException(
                $"{database} {why}. Start the newer program that wrote it, or restore a backup from before.");
        var last = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations",
                transaction: transaction)
            ?? 0;
        return [.. All(engine).Where(file => file.Number > last)];
    }

    private static List<File> All(string engine)
    {
        var prefix = $"migrations/{engine}/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[prefix.Length..];
                return new File(MigrationName.Parse(file)!.Number, file, reader.ReadToEnd());
            })];
    }
}
