using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Sparekey.Edges.Web;

/// <summary>
/// Reads the parameters of a page from an instance, so that the compiler checks their names and types.
/// </summary>
internal static class PageParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    public static Dictionary<string, object?> Of(IComponent page) =>
        Known.GetOrAdd(page.GetType(), Find)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.GetValue(page));

    private static PropertyInfo[] Find(Type page) =>
        [.. page.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)))];
}
