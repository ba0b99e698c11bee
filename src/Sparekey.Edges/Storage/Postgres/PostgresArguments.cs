using Npgsql;
using NpgsqlTypes;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// The values of one statement, in the representation of <see cref="StoredTypes"/>. Null values have a type too: the
/// parameter types of a statement never vary, so the server prepares it once.
/// </summary>
internal static class PostgresArguments
{
    /// <param name="arguments">An object with a property for each name, or
    /// <see cref="Dapper.DynamicParameters"/>.</param>
    public static NpgsqlBatchCommand Bind(SqlText text, object? arguments)
    {
        var command = new NpgsqlBatchCommand(text.Sql);
        foreach (var name in text.Parameters)
        {
            var (value, type) = Arguments.Find(arguments, name);
            command.Parameters.Add(Parameter(value, type));
        }
        return command;
    }

    private static NpgsqlParameter Parameter(object? value, Type declared) => value switch
    {
        null => new NpgsqlParameter
        {
            NpgsqlDbType = TypeOf(Nullable.GetUnderlyingType(declared) ?? declared),
            Value = DBNull.Value,
        },
        string text => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = text },
        long number => Number(number),
        int number => Number(number),
        DateTimeOffset at => Number(at.ToUnixTimeMilliseconds()),
        bool flag => new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean, TypedValue = flag },
        byte[] bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = bytes },
        IEnumerable<string> texts => new NpgsqlParameter<string[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            TypedValue = [.. texts],
        },
        IEnumerable<long> numbers => new NpgsqlParameter<long[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            TypedValue = [.. numbers],
        },
        _ => new NpgsqlParameter<string>
        {
            NpgsqlDbType = NpgsqlDbType.Text,
            TypedValue = Arguments.Id(value).ToString("N"),
        },
    };

    private static NpgsqlParameter<long> Number(long number) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number };

    private static NpgsqlDbType TypeOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(DateTimeOffset) ? NpgsqlDbType.Bigint
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(byte[]) ? NpgsqlDbType.Bytea
        : NpgsqlDbType.Text;
}
