using System.Collections;
using System.Reflection;
using Sparekey.Core;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Operations;

/// <summary>
/// Every setting with the value in force, under the name that an operator would look for. Values of secrets are not
/// shown.
/// </summary>
public static class SettingsReport
{
    private static readonly string[] Secret = ["Password", "Secret", "Token", "ApiKey", "Credential"];

    public static IEnumerable<(string Name, string Value)> Of(object settings, string prefix = "")
    {
        var properties = settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties.Where(property => property.CanWrite))
        {
            var value = property.GetValue(settings);
            var name = prefix + property.Name;
            if (value is not null && property.PropertyType.IsClass
                && property.PropertyType.Namespace == typeof(Settings).Namespace)
                foreach (var inner in Of(value, name + ":")) yield return inner;
            else
                yield return (name, Reported(settings, property.Name, value));
        }
    }

    private static string Reported(object settings, string name, object? value)
    {
        if (settings is Settings { Database.Length: > 0 } && name == nameof(Settings.Database))
            return Address((string)value!);
        var isSecret = Secret.Any(word => name.Contains(word, StringComparison.Ordinal));
        return isSecret && Shown(value) != "-" ? "(set, not shown)" : Shown(value);
    }

    // A connection string holds a password: only server, database and user are shown.
    private static string Address(string database)
    {
        try
        {
            return PostgresAddress.Parse(database).Description;
        }
        catch (StartException)
        {
            return "(set, not understood)";
        }
    }

    private static string Shown(object? value) => value switch
    {
        null or "" => "-",
        TimeSpan { Ticks: > 0 } span when span < TimeSpan.FromSeconds(1) => $"{span.TotalMilliseconds:0} ms",
        TimeSpan span => PlainTime.Left(span),
        Enum name => WireName.Of(name),
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object>()) is { Length: > 0 } list ? list : "-",
        _ => value.ToString()!,
    };
}
