using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>
/// ARCHITECTURE.md draws which folder of the server may use which. The sources use exactly these arrows, and no arrow
/// has a way back. The compiler holds the direction between projects; this test holds the direction inside them.
/// </summary>
public sealed partial class ArrowsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "ARCHITECTURE.md"));

    [Theory]
    [InlineData("Sparekey.Edges")]
    [InlineData("Sparekey.Server")]
    public void TheSourcesUseTheArrowsOfTheDrawing(string project)
    {
        var used = Used(project).Distinct().Order().ToList();
        var drawn = Drawn(project).Order().ToList();

        Assert.NotEmpty(used);
        Assert.Equal(drawn, used);
    }

    [Theory]
    [InlineData("Sparekey.Edges")]
    [InlineData("Sparekey.Server")]
    public void NoArrowHasAWayBack(string project)
    {
        var arrows = Drawn(project)
            .Select(arrow => arrow.Split(" --> "))
            .ToLookup(arrow => arrow[0], arrow => arrow[1]);
        foreach (var start in arrows.Select(arrow => arrow.Key))
            Assert.DoesNotContain(start, Reached(start, arrows));
    }

    [Fact]
    public void TheTwoEnginesDoNotKnowEachOther()
    {
        Assert.DoesNotContain(Sources("Sparekey.Edges/Storage/Sqlite"), file => Text(file).Contains(
            "Storage.Postgres", StringComparison.Ordinal));
        Assert.DoesNotContain(Sources("Sparekey.Edges/Storage/Postgres"), file => Text(file).Contains(
            "Storage.Sqlite", StringComparison.Ordinal));
    }

    [Fact]
    public void EdgesKnowNoSlice() =>
        Assert.DoesNotContain(Sources("Sparekey.Edges"),
            file => Text(file).Contains("Sparekey.Server", StringComparison.Ordinal));

    private static HashSet<string> Reached(string start, ILookup<string, string> arrows)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(arrows[start]);
        while (open.TryPop(out var next))
            if (reached.Add(next))
                foreach (var further in arrows[next]) open.Push(further);
        return reached;
    }

    // Files at the top of a project put the folders together, and may use all of them.
    private static IEnumerable<string> Used(string project) =>
        from file in Sources(project)
        let path = Path.GetRelativePath(Path.Combine(RepositoryRoot.Folder, "src", project), file)
            .Split(Path.DirectorySeparatorChar)
        where path.Length > 1
        from Match match in Uses(project).Matches(Text(file))
        let to = match.Groups[1].Value
        where to != path[0]
        select $"{path[0]} --> {to}";

    private static IEnumerable<string> Drawn(string project) =>
        Drawing(project).Matches(Page).SelectMany(drawing => Arrow().Matches(drawing.Groups[1].Value))
            .SelectMany(arrow => arrow.Groups[2].Value.Split('&', StringSplitOptions.TrimEntries).Select(to =>
                $"{arrow.Groups[1].Value} --> {to}"));

    private static IEnumerable<string> Sources(string under) =>
        RepositoryRoot.Files(Path.Combine("src", under), "*.cs").Concat(RepositoryRoot.Files(Path.Combine("src", under),
            "*.razor"));

    // Comments may name any folder.
    private static string Text(string file) => Regex.Replace(File.ReadAllText(file), "//.*", "");

    private static Regex Uses(string project) => new($@"\b{Regex.Escape(project)}\.([A-Z]\w+)(?=[.;\s])");

    private static Regex Drawing(string project) => new(
        $"```mermaid\\s*\\n%% {Regex.Escape(project)}\\b[^\\n]*\\n(.*?)```", RegexOptions.Singleline);

    [GeneratedRegex(@"^\s*(\w+) --> ([\w &]+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
