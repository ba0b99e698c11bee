using System.Text;
using Dapper;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;

namespace Sparekey.Server.Operations;

/// <summary>
/// The mark in a PostgreSQL that a copy to it has not ended. The mark is written with the rows and deleted once the
/// embedded database is closed. In between both databases have the rows, and two servers could accept the same code: no
/// server starts on a PostgreSQL with the mark.
/// </summary>
public static class UnfinishedCopy
{
    private const string Sql = "SELECT value FROM installation WHERE name = 'copying'";

    /// <returns>The id of the copy that has not ended; null without one, and without a table.</returns>
    public static string? Of(NpgsqlConnection connection, NpgsqlTransaction? transaction = null)
    {
        const string TableSql = "SELECT CAST(to_regclass('installation') AS TEXT)";
        if (connection.ExecuteScalar<string?>(TableSql, transaction: transaction) is null) return null;
        return connection.ExecuteScalar<byte[]?>(Sql, transaction: transaction) is { } copy
            ? Encoding.UTF8.GetString(copy)
            : null;
    }

    /// <exception cref="StartException">A copy to this database has not ended.</exception>
    public static void Refuse(Database database, PostgresAddress address)
    {
        if (database.One<byte[]>(Sql, null, CancellationToken.None).GetAwaiter().GetResult() is not null)
            throw new StartException(Describe(address));
    }

    public static void Begin(NpgsqlConnection connection, NpgsqlTransaction transaction, string copy) =>
        connection.Execute("INSERT INTO installation (name, value) VALUES ('copying', @value)",
            new { value = Encoding.UTF8.GetBytes(copy) }, transaction);

    public static void End(NpgsqlConnection connection) => connection.Execute(
        "DELETE FROM installation WHERE name = 'copying'");

    /// <summary>What happened, and what to do.</summary>
    public static string Describe(PostgresAddress address) =>
        $"A copy to {address.Description} was begun and has not ended. "
        + "Run sparekey copy --from sqlite --to postgres again, "
        + "with the same data folder: it finishes, or begins anew.";
}
