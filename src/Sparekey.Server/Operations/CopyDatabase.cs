using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Storage.Sqlite;

namespace Sparekey.Server.Operations;

/// <summary>
/// Moves an embedded database to a PostgreSQL: every row, in one transaction on either side, counted and hashed there
/// and here. Between the two commits, and if it is killed there, no server starts on the PostgreSQL
/// (<see cref="UnfinishedCopy"/>), and running it again finishes it. Meanwhile a server at work reads, and refuses
/// changes as unavailable; afterwards it refuses everything (<see cref="MovedFile"/>), so that nothing is written to
/// the wrong place or read from it.
/// </summary>
public static class CopyDatabase
{
    /// <param name="Hash">SHA-256 of all rows in the order of their keys, the same on both sides.</param>
    public sealed record Copied(string Table, long Rows, string Hash);

    private sealed record Column(string Name, string Type);

    /// <returns>What was copied; nothing where an earlier copy had only to be finished.</returns>
    /// <exception cref="StartException">There is nothing to copy, something is there already, or the two do not agree:
    /// then nothing was changed.</exception>
    public static List<Copied> Run(string file, PostgresAddress address, DateTimeOffset now)
    {
        if (!File.Exists(file)) throw new StartException(
            $"There is no database {file} to copy. Name its folder with --data.");
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
        using var source = from.BeginTransaction(deferred: false);   // nobody writes while we read
        if (MovedFile.Of(from, source) is { } meanwhile) throw WasMoved(meanwhile, file);

        using var to = new NpgsqlConnection(address.Single(TimeSpan.FromHours(1)));
        to.Open();
        using var target = to.BeginTransaction();
        // A newer program may have added to one of them what this one knows nothing of.
        if (!Schema(from, source).SequenceEqual(Schema(to, target))) throw new StartException(
            $"{file} and {address.Shown} have different schemas, because a newer program was at one of them. "
                + "Copy with that program.");
        var tables = to.Query<string>(
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() "
                + "AND tablename <> 'schema_migrations' ORDER BY tablename", transaction: target).ToList();
        to.Execute($"LOCK TABLE {string.Join(", ", tables)} IN EXCLUSIVE MODE", transaction: target);
        // This file is open, so the copy of which the mark is did not close it, and no server was let in there since.
        if (UnfinishedCopy.Of(to, target) is not null && Keys(from, source).SequenceEqual(Keys(to, target))) to.Execute(
            $"TRUNCATE {string.Join(", ", tables)}", transaction: target);
        foreach (var table in tables)
            if (to.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {table})", transaction: target))
                throw new StartException(
                    $"{address.Shown} holds data already, in {table}. Copy to an empty database.");

        var copied = tables.Select(table => Copy(from, source, to, target, table)).ToList();
        var move = new MovedFile(address.Shown, new Randomness().NewId(now).ToString("N"));
        UnfinishedCopy.Begin(to, target, move.Copy);
        move.Close(from, source, tables);
        target.Commit();
        source.Commit();
        UnfinishedCopy.End(to);
        return copied;
    }

    // The file was closed and its copy is there; only the mark was left.
    private static void Finish(MovedFile move, string file, PostgresAddress address)
    {
        using var to = new NpgsqlConnection(address.Single(Database.PatienceOfVerbs));
        to.Open();
        if (UnfinishedCopy.Of(to) != move.Copy) throw WasMoved(move, file);
        UnfinishedCopy.End(to);
    }

    private static StartException WasMoved(MovedFile move, string file) => new(
        $"The database {file} was moved before, to {move.Where}.");

    // Of which installation it is.
    private static IEnumerable<(string, string)> Keys(DbConnection connection, DbTransaction transaction) =>
        connection.Query<KeyCheck.Row>(KeyCheck.Sql, transaction: transaction)
            .Select(key => (key.Name, Convert.ToHexString(key.Value))).Order();

    private static List<string> Schema(DbConnection connection, DbTransaction transaction) => connection.Query<string>(
        "SELECT name FROM schema_migrations ORDER BY number", transaction: transaction).AsList();

    private static Copied Copy(SqliteConnection from, SqliteTransaction source, NpgsqlConnection to,
        NpgsqlTransaction target, string table)
    {
        var columns = to.Query<Column>(
            "SELECT column_name AS name, data_type AS type FROM information_schema.columns "
                + "WHERE table_schema = current_schema() AND table_name = @table ORDER BY column_name", new { table },
            target).ToList();
        var ours = from.Query<string>("SELECT name FROM pragma_table_info(@table) ORDER BY name", new { table },
            source).ToList();
        if (!columns.Select(column => column.Name).SequenceEqual(ours)) throw new StartException(
            $"The table {table} has other columns in the two databases.");
        var keys = string.Join(", ", from.Query<string>(
            "SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk", new { table }, source));
        var select = $"SELECT {string.Join(", ", ours)} FROM {table} ORDER BY {keys}";

        var (rows, hash) = (0L, "");
        using (var writer = to.BeginBinaryImport(
            $"COPY {table} ({string.Join(", ", ours)}) FROM STDIN (FORMAT BINARY)"))
        {
            (rows, hash) = Hashed(from, source, select, values =>
            {
                writer.StartRow();
                foreach (var (value, column) in values.Zip(columns)) Write(writer, value, column.Type);
            });
            writer.Complete();
        }
        if (Hashed(to, target, select, _ => { }) != (rows, hash)) throw new StartException(
            $"The rows of {table} are not the same after copying. Nothing was changed.");
        return new(table, rows, hash);
    }

    private static void Write(NpgsqlBinaryImporter writer, object? value, string type)
    {
        if (value is null) writer.WriteNull();
        else if (type == "boolean") writer.Write((long)value != 0, NpgsqlDbType.Boolean);
        else if (type == "bigint") writer.Write((long)value, NpgsqlDbType.Bigint);
        else if (type == "bytea") writer.Write((byte[])value, NpgsqlDbType.Bytea);
        else writer.Write((string)value, NpgsqlDbType.Text);
    }

    private static (long Rows, string Hash) Hashed(DbConnection connection, DbTransaction transaction, string select,
        Action<object?[]> each)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (select, transaction, 0);
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        var values = new object?[reader.FieldCount];
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                Add(hash, values[i]);
            }
            each(values);
        }
        return (rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Kind, length and bytes, so that no two different rows are written alike.
    private static void Add(IncrementalHash hash, object? value)
    {
        var (kind, bytes) = value switch
        {
            null => ((byte)0, Array.Empty<byte>()),
            long number => ((byte)1, Number(number)),
            bool flag => ((byte)1, Number(flag ? 1 : 0)),
            string text => ((byte)2, Encoding.UTF8.GetBytes(text)),
            byte[] blob => ((byte)3, blob),
            _ => throw new InvalidOperationException($"A column holds {value.GetType().Name}."),
        };
        hash.AppendData([kind, .. Number(bytes.Length)]);
        hash.AppendData(bytes);
    }

    private static byte[] Number(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
