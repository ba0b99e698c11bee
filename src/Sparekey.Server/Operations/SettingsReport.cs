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
/// Every setting with the value in force, as an operator would look for it. What is secret is only said to be set.
/// </summary>
public static class SettingsReport
{
    private static readonly string[] Secret = ["Password", "Secret", "Token", "ApiKey", "Credential"];

    public static IEnumerable<(string Name, string Value)> Of(object settings, string prefix = "")
    {
        foreach (var property in settings.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite))
        {
            var value = property.GetValue(settings);
            var name = prefix + property.Name;
            if (value is not null && property.PropertyType.IsClass
                && property.PropertyType.Namespace == typeof(Settings).Namespace)
                foreach (var inner in Of(value, name + ":")) yield return inner;
            else
                yield return (name,
                    settings is Settings { Database.Length: > 0 }
                            && property.Name == nameof(Settings.Database) ? Address((string)value!)
                        : Secret.Any(word =>
                                property.Name.Contains(word, StringComparison.Ordinal)) ? (Shown(value) == "-"
                            ? "-"
                            : "(set, not shown)")
                        : Shown(value));
        }
    }

    // A connection string holds a password: server, database and user are told.
    private static string Address(string database)
    {
        try
        {
            return PostgresAddress.Parse(database).Shown;
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
