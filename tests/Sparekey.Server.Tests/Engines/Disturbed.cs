using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Sqlite;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Engines;

/// <summary>Disturbances of the database under a running server.</summary>
public static class Disturbed
{
    /// <summary>
    /// Another process locks out every writer until the result is disposed. Readers are not affected.
    /// </summary>
    public static async Task<IAsyncDisposable> KeepsOut(this House house)
    {
        if (house.Database is SqliteDatabase sqlite) return await Begins(new SqliteConnection(
            $"Data Source={sqlite.File};Pooling=False"), "BEGIN IMMEDIATE");
        var tables = string.Join(", ", await house.Tables());
        return await Begins(new NpgsqlConnection(house.Settings.Database + ";Pooling=false"),
            $"BEGIN; LOCK TABLE {tables} IN EXCLUSIVE MODE");
    }

    /// <summary>Makes statements on this table fail from now on.</summary>
    /// <param name="how">What SQLite does then: <c>ABORT</c>, <c>FAIL</c> or <c>ROLLBACK</c>. PostgreSQL always ends
    /// the whole transaction.</param>
    /// <param name="change">Which statements fail: <c>INSERT</c>, <c>UPDATE</c>, <c>UPDATE OF</c> a column.</param>
    /// <returns>Ends the disturbance.</returns>
    public static async Task<Func<Task>> Breaks(this House house, string table, string how = "ABORT", string change =
        "INSERT")
    {
        if (Engine.IsPostgres) await Does(house,
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''disk full'' "
                + "USING ERRCODE = ''53100''; END'");
        await Does(house, house.Database.Sql(
            sqlite: $"CREATE TRIGGER disk_full BEFORE {change} ON {table} BEGIN "
                + $"SELECT RAISE({how}, 'database or disk is full'); END",
            postgres: $"CREATE TRIGGER disk_full BEFORE {change} "
                + $"ON {table} FOR EACH ROW EXECUTE FUNCTION disk_full()"));
        return () => Does(house, house.Database.Sql(sqlite: "DROP TRIGGER disk_full", postgres: "DROP FUNCTION "
            + "disk_full CASCADE"));
    }

    private static async Task Does(House house, string sql) =>
        Assert.Null(await house.Database.Commit(Change.OfNobody().Add(sql), CancellationToken.None));

    private static async Task<DbConnection> Begins(DbConnection connection, string sql)
    {
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return connection;   // closing the connection rolls back
    }
}
