using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Sparekey.Edges;

namespace Sparekey.Server.Operations;

/// <summary>Copies one table of the embedded database to PostgreSQL, and compares the rows afterwards.</summary>
public static class TableCopy
{
    /// <param name="Hash">SHA-256 of all rows in the order of their keys, the same on both sides.</param>
    public sealed record Copied(string Table, long Rows, string Hash);

    private sealed record Column(string Name, string Type);

    /// <exception cref="StartException">The columns or the copied rows differ.</exception>
    public static Copied Run(
        SqliteConnection from, SqliteTransaction source, NpgsqlConnection to, NpgsqlTransaction target, string table)
    {
        var columns = to.Query<Column>(
            """
            SELECT column_name AS name, data_type AS type FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = @table ORDER BY column_name
            """,
            new { table }, target).ToList();
        var ours = from.Query<string>(
            "SELECT name FROM pragma_table_info(@table) ORDER BY name", new { table }, source).ToList();
        if (!columns.Select(column => column.Name).SequenceEqual(ours))
            throw new StartException($"The table {table} has other columns in the two databases.");
        var keys = string.Join(", ", from.Query<string>(
            "SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk", new { table }, source));
        var names = string.Join(", ", ours);
        var select = $"SELECT {names} FROM {table} ORDER BY {keys}";

        var (rows, hash) = (0L, "");
        using (var writer = to.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"))
        {
            (rows, hash) = Hashed(from, source, select, values =>
            {
                writer.StartRow();
                foreach (var (value, column) in values.Zip(columns)) Write(writer, value, column.Type);
            });
            writer.Complete();
        }
        if (Hashed(to, target, select, _ => { }) != (rows, hash))
            throw new StartException($"The rows of {table} are not the same after copying. Nothing was changed.");
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

    private static (long Rows, string Hash) Hashed(
        DbConnection connection, DbTransaction transaction, string select, Action<object?[]> each)
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

    // Kind, length and bytes: two different rows never give the same input.
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
