using System.Security.Cryptography;
using System.Text;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>Decisions are closed: decisions/digests.txt holds the SHA-256 digest of each file.</summary>
public sealed class DecisionsTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "decisions");

    private static readonly Dictionary<string, string> Listed = File.ReadAllLines(Path.Combine(Folder, "digests.txt"))
        .Select(line => line.Split("  ", 2))
        .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);

    private static readonly List<string> Decisions =
        [.. RepositoryRoot.Files("decisions", "*.md").Select(file => Path.GetFileName(file))];

    [Fact]
    public void EveryDecisionIsListed()
    {
        var names = string.Join(", ", Decisions.Except(Listed.Keys).Concat(Listed.Keys.Except(Decisions)));

        Assert.True(names.Length == 0, $"decisions/digests.txt lists every decision and no other file. Wrong: {names}");
    }

    [Fact]
    public void NoDecisionWasEdited()
    {
        var names = string.Join(", ", Decisions.Intersect(Listed.Keys).Where(name => Listed[name] != Digest(name)));

        Assert.True(names.Length == 0, $"decisions are never edited; write a new one that replaces this: {names}");
    }

    // A checkout may have CRLF; the list was made with LF.
    private static string Digest(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
