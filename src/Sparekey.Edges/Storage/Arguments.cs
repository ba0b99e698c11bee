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
                throw new InvalidOperationException($"No value was given for the parameter @{name}.");
        }
    }

    /// <summary>The value of an id of any kind.</summary>
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
