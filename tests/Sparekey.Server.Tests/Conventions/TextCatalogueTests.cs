using System.Text.RegularExpressions;
using Sparekey.Edges.Texts;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>The catalogue of texts and the sources that look up its texts fit together.</summary>
public sealed partial class TextCatalogueTests
{
    private static readonly string Sources = string.Join('\n', new[] { "src/Sparekey.Edges", "src/Sparekey.Server" }
        .SelectMany(folder => RepositoryRoot.Files(folder, "*.cs").Concat(RepositoryRoot.Files(folder, "*.razor")))
            .Select(File.ReadAllText));

    [Fact]
    public void HasEveryKeyThatTheSourcesName()
    {
        var named = WholeKey().Matches(Sources).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count > 100);
        Assert.DoesNotContain(named, key => !TextCatalogue.Has(key) && !TextCatalogue.Has($"{key}.other"));
    }

    [Fact]
    public void HasNoKeyThatNothingNames() => Assert.DoesNotContain(TextCatalogue.Keys(), key => !IsNamed(key));

    [Fact]
    public void GivesEachNumberOfThingsItsForm()
    {
        var keys = TextCatalogue.Keys().ToList();

        Assert.DoesNotContain(keys,
            key => key.EndsWith(".one", StringComparison.Ordinal) && !keys.Contains($"{key[..^4]}.other"));
        Assert.DoesNotContain(keys,
            key => key.EndsWith(".other", StringComparison.Ordinal) && !keys.Contains($"{key[..^6]}.one"));
    }

    private static bool IsNamed(string key)
    {
        var plain = Plural().Replace(key, "");
        if (Sources.Contains($"\"{plain}\"", StringComparison.Ordinal)) return true;
        // The last part may be a value: $"refusal.bad_picture.{reason}".
        if (Sources.Contains($"$\"{plain[..(plain.LastIndexOf('.') + 1)]}{{", StringComparison.Ordinal)) return true;
        // Sources name a message without its channel, which follows from the address. A message about a reset is named
        // by the state of the reset.
        var parts = plain.Split('.');
        return parts is ["message", var name, "subject" or "email" or "sms" or "voice"]
            && (Sources.Contains($"\"{name}\"", StringComparison.Ordinal)
                || name.StartsWith("recovery_", StringComparison.Ordinal));
    }

    [GeneratedRegex("""(?<!\$)"((?:refusal|invalid|message|question)\.[a-z_.]*[a-z])(?=")""")]
    private static partial Regex WholeKey();

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex Plural();
}
