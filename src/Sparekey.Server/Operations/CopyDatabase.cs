using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Storage.Sqlite;

namespace Sparekey.Server.Operations;

/// <summary>
/// Moves an embedded database to a PostgreSQL: every row, in one transaction on either side, counted and hashed on both
/// sides.
/// </summary>
/// <remarks>
/// Between the two commits no server starts on the PostgreSQL (<see cref="UnfinishedCopy"/>). If the copy is killed
/// there, a second run finishes it. During the copy a running server reads, and refuses changes as unavailable.
/// Afterwards it refuses every request (<see cref="MovedFile"/>): nothing is written to the wrong database or read from
/// it.
/// </remarks>
public static class CopyDatabase
{
    /// <returns>The copied tables; none when an earlier copy only had to be finished.</returns>
    /// <exception cref="StartException">
    /// There is nothing to copy, the target holds data already, or the two databases do not agree. Nothing was changed.
    /// </exception>
    public static List<TableCopy.Copied> Run(string file, PostgresAddress address, DateTimeOffset now)
    {
        if (!File.Exists(file))
            throw new StartException($"There is no database {file} to copy. Name its folder with --data.");
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = (int)Database.PatienceOfVerbs.TotalSeconds,
            Pooling = false,
        }.ToString());
        from.Open();
        if (MovedFile.Of(from) is { } before)
        {
            Finish(before, file, address);
            return [];
        }
        Migrations.Apply(file, now);
        Migrations.Apply(address, now);
        using var source = from.BeginTransaction(deferred: false);   // nobody else writes during the copy
        if (MovedFile.Of(from, source) is { } meanwhile) throw WasMoved(meanwhile, file);

        using var to = new NpgsqlConnection(address.Single(TimeSpan.FromHours(1)));
        to.Open();
        using var target = to.BeginTransaction();
        // A newer program may have migrated one of the databases.
        if (!Schema(from, source).SequenceEqual(Schema(to, target)))
            throw new StartException(
                $"{file} and {address.Description} have different schemas, because a newer program was at one of them. "
                + "Copy with that program.");
        var tables = to.Query<string>(
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() "
            + "AND tablename <> 'schema_migrations' ORDER BY tablename",
            transaction: target).ToList();
        to.Execute($"LOCK TABLE {string.Join(", ", tables)} IN EXCLUSIVE MODE", transaction: target);

        // The file is open: the unfinished copy did not close it, and no server could start on its rows. They may go.
        if (UnfinishedCopy.Of(to, target) is not null && Keys(from, source).SequenceEqual(Keys(to, target)))
            to.Execute($"TRUNCATE {string.Join(", ", tables)}", transaction: target);
        foreach (var table in tables)
            if (to.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {table})", transaction: target))
                throw new StartException(
                    $"{address.Description} holds data already, in {table}. Copy to an empty database.");

        var copied = tables.Select(table => TableCopy.Run(from, source, to, target, table)).ToList();
        var move = new MovedFile(address.Description, new Randomness().NewId(now).ToString("N"));
        UnfinishedCopy.Begin(to, target, move.Copy);
        move.Close(from, source, tables);
        target.Commit();
        source.Commit();
        UnfinishedCopy.End(to);
        return copied;
    }

    // The file was closed and its copy is complete; only the mark is left.
    private static void Finish(MovedFile move, string file, PostgresAddress address)
    {
        using var to = new NpgsqlConnection(address.Single(Database.PatienceOfVerbs));
        to.Open();
        if (UnfinishedCopy.Of(to) != move.Copy) throw WasMoved(move, file);
        UnfinishedCopy.End(to);
    }

    private static StartException WasMoved(MovedFile move, string file) =>
        new($"The database {file} was moved before, to {move.Where}.");

    // The key check tells which installation a database belongs to.
    private static IEnumerable<(string, string)> Keys(DbConnection connection, DbTransaction transaction) =>
        connection.Query<KeyCheck.Row>(KeyCheck.Sql, transaction: transaction)
            .Select(key => (key.Name, Convert.ToHexString(key.Value))).Order();

    private static List<string> Schema(DbConnection connection, DbTransaction transaction) => connection
        .Query<string>("SELECT name FROM schema_migrations ORDER BY number", transaction: transaction).AsList();
}
