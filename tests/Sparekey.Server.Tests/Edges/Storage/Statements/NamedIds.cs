using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>The accounts and members of the staff among the values of a statement.</summary>
public static class NamedIds
{
    /// <summary>The ids whose locks a write does not take. A read takes no lock, so it has none of them.</summary>
    public static IEnumerable<object> WithoutLock(HeardStatement statement) =>
        statement.Locks is { } locks
            ? Values(statement.Arguments).OfType<object>().Where(value => value switch
            {
                AccountId account => !locks.Include(account),
                StaffId member => !locks.Include(member),
                _ => false,
            })
            : [];

    private static IEnumerable<object?> Values(object? arguments) => arguments switch
    {
        null => [],
        DynamicParameters dynamic => dynamic.ParameterNames.Select(name => ((SqlMapper.IParameterLookup)dynamic)[name]),
        _ => arguments.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => property.GetValue(arguments)),
    };
}
