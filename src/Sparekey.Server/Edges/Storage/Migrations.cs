using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sparekey.Server.Edges.Storage;

/// <summary>Brings a database to the schema of this program: SQL files in order, each once, each whole.</summary>
public static class Migrations
{
    private sealed record File(int Number, string Name, string Sql);

    /// <summary>The schema that this program knows.</summary>
    public static int Latest => All()[^1].Number;

    /// <returns>How many files were applied.</returns>
    /// <exception cref="StartException">The database was written by a newer program.</exception>
    public static int Apply(string database, DateTimeOffset now)
    {
        StoredTypes.Register();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL;");
        var files = All();
        var applied = 0;
        using var transaction = connection.BeginTransaction(deferred: false);   // two processes that start at once take turns
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)", transaction: transaction);
        var last = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations", transaction: transaction) ?? 0;
        if (last > files[^1].Number)
            throw new StartException($"The database {database} has schema {last}, but this program knows only up to {files[^1].Number}. Start the newer program that wrote it, or restore a backup from before.");
        foreach (var file in files.Where(f => f.Number > last))
        {
            connection.Execute(file.Sql, transaction: transaction);
            connection.Execute("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@Number, @Name, @now)", new { file.Number, file.Name, now }, transaction);
            applied++;
        }
        transaction.Commit();
        return applied;
    }

    private static List<File> All()
    {
        const string Prefix = "migrations/sqlite/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var file = name[Prefix.Length..];
            return new File(int.Parse(file.AsSpan(0, 4)), file, reader.ReadToEnd());
        })];
    }
}
