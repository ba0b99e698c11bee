using System.Text.RegularExpressions;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>Every test that spec/threats.md names exists.</summary>
public sealed partial class ThreatsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "spec", "threats.md"));

    [Fact]
    public void EveryNamedTestExists()
    {
        var sources = RepositoryRoot.Files("tests", "*Tests.cs")
            .ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var named = TestNames().Matches(Page)
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();
        Assert.True(named.Count > 40);

        Assert.All(named,
            test => Assert.True(sources[test.Class].Select(File.ReadAllText)
                    .Any(text => Has(text, test.Class, test.Method)),
                $"{test.Class}.{test.Method} does not exist."));
    }

    [Fact]
    public void EveryClassOfTheLawsIsNamed()
    {
        var classes = RepositoryRoot.Files("tests/Sparekey.Server.Tests/Laws", "*Tests.cs")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name != "RankTestTests");

        Assert.All(classes, name => Assert.Contains($"`{name}", Page, StringComparison.Ordinal));
    }

    private static bool Has(string text, string type, string method) =>
        text.Contains($"class {type}", StringComparison.Ordinal)
            && (method.Length == 0 || Regex.IsMatch(text, $@"public (?:async )?(?:Task|void) {method}\("));

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestNames();
}
