using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// An embedded database that was moved to a PostgreSQL. Its tables have other names then, so that whatever a server
/// still asks of it fails, what it reads as well as what it writes: an old answer to "is this account blocked" is as
/// wrong as a change that nobody finds again.
/// </summary>
/// <param name="Where">The PostgreSQL, as people know it.</param>
/// <param name="Copy">Which copy it was.</param>
public sealed record MovedFile(string Where, string Copy)
{
    // What is before the name of every table but installation, which tells that it was moved, and schema_migrations.
    private const string Away = "moved_";

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    /// <returns>Null where the database was not moved, or is new.</returns>
    public static MovedFile? Of(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'installation'",
            transaction: transaction) == 0)
            return null;
        var told = connection.Query<Row>("SELECT name, value FROM installation WHERE name IN ('moved', 'moved_by')",
                transaction: transaction)
            .ToDictionary(row => row.Name, row => Encoding.UTF8.GetString(row.Value));
        return told.TryGetValue("moved", out var where) ? new(where, told["moved_by"]) : null;
    }

    /// <param name="tables">All but <c>schema_migrations</c>.</param>
    public void Close(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<string> tables)
    {
        const string Tell = "INSERT INTO installation (name, value) VALUES (@name, @value)";
        connection.Execute(Tell, new { name = "moved", value = Encoding.UTF8.GetBytes(Where) }, transaction);
        connection.Execute(Tell, new { name = "moved_by", value = Encoding.UTF8.GetBytes(Copy) }, transaction);
        foreach (var table in tables.Where(table => table != "installation"))
            connection.Execute($"ALTER TABLE {table} RENAME TO {Away}{table}", transaction: transaction);
        foreach (var change in new[] { "INSERT", "UPDATE", "DELETE" })
            connection.Execute(
                $"CREATE TRIGGER {Away}{change.ToLowerInvariant()} BEFORE {change} ON installation BEGIN "
                    + "SELECT RAISE(ABORT, 'moved to PostgreSQL'); END",
                transaction: transaction);
    }

    /// <summary>Why nothing can be done with the file, and what to do.</summary>
    public string Says(string file) => $"The database {file} was moved to {Where}. Set Sparekey:Database to it.";
}
