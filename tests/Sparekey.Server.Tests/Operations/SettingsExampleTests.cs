using System.Collections;
using System.Reflection;
using System.Text.Json;
using Sparekey.Edges.Configuration;
using Sparekey.Server.Tests.Conventions;
using Sparekey.Server.Tests.Edges.Crypto;

namespace Sparekey.Server.Tests.Operations;

/// <summary>deploy/sparekey.example.json shows every setting and its default.</summary>
public sealed class SettingsExampleTests
{
    private static readonly string Example = Path.Combine(RepositoryRoot.Folder, "deploy", "sparekey.example.json");

    private static SortedDictionary<string, string> Flat(object settings, string prefix = "")
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in settings.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite))
        {
            var value = property.GetValue(settings);
            if (value is not null and not string and not Uri && property.PropertyType.IsClass
                && value is not IEnumerable)
                foreach (var (name, inner) in Flat(value, $"{prefix}{property.Name}:")) flat[name] = inner;
            else flat[prefix + property.Name] = value is IEnumerable many and not string
                ? $"[{string.Join(",", many.Cast<object>())}]"
                : $"{value}";
        }
        return flat;
    }

    private static IEnumerable<string> Keys(JsonElement element, string prefix = "")
    {
        foreach (var member in element.EnumerateObject())
            if (member.Value.ValueKind == JsonValueKind.Object)
                foreach (var inner in Keys(member.Value, $"{prefix}{member.Name}:")) yield return inner;
            else yield return prefix + member.Name;
    }

    [Fact]
    public void ShowsEveryDefault() =>
        Assert.Equal(Flat(new Settings()), Flat(SettingsFile.Load(Example, null, null, development: false)));

    [Fact]
    public void NamesEverySettingAndNoOther()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Example),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

        Assert.Equal(Flat(new Settings()).Keys,
            Keys(json.RootElement.GetProperty("Sparekey")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ExplainsEverySetting()
    {
        var lines = File.ReadAllLines(Example);
        for (var i = 1; i < lines.Length; i++)
            if (lines[i].TrimStart().StartsWith('"') && !lines[i].TrimEnd().EndsWith('{'))
                Assert.StartsWith("//", lines[i - 1].TrimStart());
    }
}
