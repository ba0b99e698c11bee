using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Texts;

/// <summary>
/// All sentences of refusals, messages and security questions, by key and language. The first part of a key names its
/// file. Files without a language are English.
/// </summary>
/// <remarks>
/// A placeholder is <c>{name}</c>. A text with the value <c>count</c> has one key for each plural category (CLDR),
/// which ends with <c>.one</c> or <c>.other</c>; English has no other category.
/// </remarks>
public static partial class TextCatalogue
{
    private static readonly Dictionary<string, ResourceManager> Files = new(StringComparer.Ordinal)
    {
        ["refusal"] = new("Sparekey.Edges.Texts.Refusals", typeof(TextCatalogue).Assembly),
        ["invalid"] = new("Sparekey.Edges.Texts.Invalid", typeof(TextCatalogue).Assembly),
        ["question"] = new("Sparekey.Edges.Texts.Questions", typeof(TextCatalogue).Assembly),
        ["message"] = new("Sparekey.Edges.Texts.Messages", typeof(TextCatalogue).Assembly),
    };

    /// <returns>The sentence; empty for a text without a key.</returns>
    /// <exception cref="KeyNotFoundException">The catalogue lacks the key, or the text lacks the value of a
    /// placeholder.</exception>
    public static string Of(Text text, CultureInfo? language = null)
    {
        if (text.Key.Length == 0) return "";
        var count = text.Values.FirstOrDefault(value => value.Name == "count").Value;
        var key = count is null ? text.Key : $"{text.Key}.{(count is 1 or 1L ? "one" : "other")}";
        return Placeholder().Replace(Find(key, language), match => Value(text, match.Groups["name"].Value, language));
    }

    /// <summary>Whether the English files have this key.</summary>
    public static bool Has(string key) => FileOf(key)?.GetString(key, CultureInfo.InvariantCulture) is not null;

    /// <summary>Every key of the English files.</summary>
    public static IEnumerable<string> Keys() =>
        from file in Files.Values
        from System.Collections.DictionaryEntry entry in file.GetResourceSet(CultureInfo.InvariantCulture, true, false)!
        select (string)entry.Key;

    private static string Find(string key, CultureInfo? language) =>
        FileOf(key)?.GetString(key, language ?? CultureInfo.InvariantCulture)
        ?? throw new KeyNotFoundException($"The catalogue has no text '{key}'.");

    private static ResourceManager? FileOf(string key) => Files.GetValueOrDefault(key.Split('.')[0]);

    private static string Value(Text text, string name, CultureInfo? language)
    {
        foreach (var (known, value) in text.Values)
            if (known == name)
                return value switch
                {
                    Text inner => Of(inner, language),
                    DateTimeOffset time => PlainTime.At(time),
                    IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                    _ => value?.ToString() ?? "",
                };
        throw new KeyNotFoundException($"The text '{text.Key}' was given no value for {{{name}}}.");
    }

    [GeneratedRegex("{(?<name>[a-z_]+)}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
