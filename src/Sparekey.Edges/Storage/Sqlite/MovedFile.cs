using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// An embedded database that was moved to a PostgreSQL. Its tables are renamed, so that every statement of a server
/// that still runs on it fails. Reads fail as well as writes: an outdated answer to "is this account blocked" is as
/// harmful as a lost change (decisions/0015).
/// </summary>
/// <param name="Where">The PostgreSQL, described for people.</param>
/// <param name="Copy">Identifies the copy.</param>
public sealed record MovedFile(string Where, string Copy)
{
    // Every table gets this prefix, except schema_migrations and installation, which records the move.
    private const string Prefix = "moved_";

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    /// <returns>Null if the database was not moved, or is new.</returns>
    public static MovedFile? Of(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'installation'",
            transaction: transaction) == 0)
            return null;
        var values = connection.Query<Row>("SELECT name, value FROM installation WHERE name IN ('moved', 'moved_by')",
                transaction: transaction)
            .ToDictionary(row => row.Name, row => Encoding.UTF8.GetString(row.Value));
        return values.TryGetValue("moved", out var where) ? new(where, values["moved_by"]) : null;
    }

    /// <param name="tables">All tables except <c>schema_migrations</c>.</param>
    public void Close(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<string> tables)
    {
        const string Insert = "INSERT INTO installation (name, value) VALUES (@name, @value)";
        connection.Execute(Insert, new { name = "moved", value = Encoding.UTF8.GetBytes(Where) }, transaction);
        connection.Execute(Insert, new { name = "moved_by", value = Encoding.UTF8.GetBytes(Copy) }, transaction);
        foreach (var table in tables.Where(table => table != "installation"))
            connection.Execute($"ALTER TABLE {table} RENAME TO {Prefix}{table}", transaction: transaction);
        foreach (var statement in new[] { "INSERT", "UPDATE", "DELETE" })
            connection.Execute(
                $"CREATE TRIGGER {Prefix}{statement.ToLowerInvariant()} BEFORE {statement} ON installation BEGIN "
                    + "SELECT RAISE(ABORT, 'moved to PostgreSQL'); END",
                transaction: transaction);
    }

    /// <summary>Message for people: why the file cannot be used, and what to do.</summary>
    public string Describe(string file) => $"The database {file} was moved to {Where}. Set Sparekey:Database to it.";
}
