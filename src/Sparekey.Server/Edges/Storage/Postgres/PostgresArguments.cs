using System.Collections.Concurrent;
using System.Reflection;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Sparekey.Core.Accounts;

namespace Sparekey.Server.Edges.Storage.Postgres;

/// <summary>The values of one statement, with the types that <see cref="StoredTypes"/> gives them: a text has one set of types, also where a value is null, so it is prepared once.</summary>
internal static class PostgresArguments
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();

    /// <param name="arguments">An object with a property for each name, or <see cref="DynamicParameters"/>.</param>
    public static NpgsqlBatchCommand Bind(PostgresText text, object? arguments)
    {
        var command = new NpgsqlBatchCommand(text.Sql);
        foreach (var name in text.Parameters)
        {
            var (value, type) = Find(arguments, name);
            command.Parameters.Add(Parameter(value, type));
        }
        return command;
    }

    /// <summary>Every account and reviewer among the values.</summary>
    public static IEnumerable<Guid> Named(object? arguments)
    {
        if (arguments is null) yield break;
        foreach (var property in Of(arguments.GetType()).Values)
            switch (property.GetValue(arguments))
            {
                case AccountId account: yield return account.Value; break;
                case StaffId staff: yield return staff.Value; break;
            }
    }

    private static (object? Value, Type Type) Find(object? arguments, string name)
    {
        switch (arguments)
        {
            case DynamicParameters dynamic:
                var value = ((SqlMapper.IParameterLookup)dynamic)[name];
                return (value, value?.GetType() ?? typeof(string));
            case not null when Of(arguments.GetType()).TryGetValue(name, out var property):
                return (property.GetValue(arguments), property.PropertyType);
            default:
                throw new InvalidOperationException($"The statement asks for @{name}, which it was not given.");
        }
    }

    private static Dictionary<string, PropertyInfo> Of(Type type) => Properties.GetOrAdd(type, static t =>
        t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase));

    private static NpgsqlParameter Parameter(object? value, Type declared) => value switch
    {
        null => new NpgsqlParameter { NpgsqlDbType = TypeOf(Nullable.GetUnderlyingType(declared) ?? declared), Value = DBNull.Value },
        string text => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = text },
        long number => Number(number),
        int number => Number(number),
        DateTimeOffset at => Number(at.ToUnixTimeMilliseconds()),
        bool flag => new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean, TypedValue = flag },
        byte[] bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = bytes },
        IEnumerable<string> texts => new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = [.. texts] },
        IEnumerable<long> numbers => new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = [.. numbers] },
        _ => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = Id(value).ToString("N") },
    };

    private static NpgsqlParameter<long> Number(long number) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number };

    private static Guid Id(object value) => value switch
    {
        AccountId id => id.Value,
        FactorId id => id.Value,
        CaseId id => id.Value,
        VerificationId id => id.Value,
        SessionId id => id.Value,
        HoldId id => id.Value,
        StaffId id => id.Value,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not stored in any column."),
    };

    private static NpgsqlDbType TypeOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(DateTimeOffset) ? NpgsqlDbType.Bigint
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(byte[]) ? NpgsqlDbType.Bytea
        : NpgsqlDbType.Text;
}
