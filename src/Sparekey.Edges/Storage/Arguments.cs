using System.Collections.Concurrent;
using System.Reflection;
using Dapper;
using Sparekey.Core.Accounts;

namespace Sparekey.Edges.Storage;

/// <summary>
/// The values of a statement by their names: an object with a property for each name, or
/// <see cref="DynamicParameters"/>.
/// </summary>
internal static class Arguments
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Naming = new();
    private static readonly Type[] Namers = [typeof(AccountId), typeof(StaffId), typeof(object)];

    /// <summary>Every account and reviewer among the values.</summary>
    public static IEnumerable<Guid> Named(object? arguments)
    {
        foreach (var value in Values(arguments))
            switch (value)
            {
                case AccountId account: yield return account.Value; break;
                case StaffId staff: yield return staff.Value; break;
            }
    }

    // Asked of every statement that writes, so only the properties that can name somebody are read.
    private static IEnumerable<object?> Values(object? arguments) => arguments switch
    {
        null => [],
        DynamicParameters dynamic => dynamic.ParameterNames.Select(name => ((SqlMapper.IParameterLookup)dynamic)[name]),
        _ => Naming.GetOrAdd(arguments.GetType(),
                static type => [.. Of(type).Values
                    .Where(property =>
                        Namers.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))])
            .Select(property => property.GetValue(arguments)),
    };

    public static (object? Value, Type Type) Find(object? arguments, string name)
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

    /// <summary>What is inside an id of any kind.</summary>
    public static Guid Id(object value) => value switch
    {
        AccountId id => id.Value,
        FactorId id => id.Value,
        CaseId id => id.Value,
        VerificationId id => id.Value,
        SessionId id => id.Value,
        HoldId id => id.Value,
        StaffId id => id.Value,
        IntegratorId id => id.Value,
        HistoryId id => id.Value,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not stored in any column."),
    };

    private static Dictionary<string, PropertyInfo> Of(Type type) => Properties.GetOrAdd(type, static t =>
        t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase));
}
