using System.Text.RegularExpressions;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>A rule of an analyzer or linter that is switched off has its reason beside it.</summary>
public sealed class ReasonsTests
{
    // At least a few words: "as CA1848" is the shortest reason.
    private static readonly Regex Reason = new(@"#\s*\S+ \S+");

    [Fact]
    public void EveryRuleThatIsSwitchedOffSaysWhy()
    {
        var off = File.ReadLines(Path.Combine(RepositoryRoot.Folder, ".editorconfig"))
            .Where(line => line.Contains(".severity = none", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(off);
        Assert.DoesNotContain(off, line => !Reason.IsMatch(line));
    }

    // One place for exceptions: a rule that is off in one project or one file alone is off in .editorconfig.
    [Fact]
    public void NoProjectOrFileSwitchesARuleOffByItself() => Assert.Empty(
        from file in new[] { "src", "tests", "bench" }.SelectMany(folder => RepositoryRoot.Files(folder, "*.*"))
        where Path.GetExtension(file) is ".cs" or ".razor" or ".csproj" or ".props"
        where Path.GetFileName(file) != "ReasonsTests.cs"
        from line in File.ReadLines(file)
        where line.Contains("#pragma warning disable", StringComparison.Ordinal)
            || line.Contains("<NoWarn>", StringComparison.Ordinal)
        select $"{RepositoryRoot.Name(file)}: {line.Trim()}");

    // A reason follows " -- ", as ESLint defines it.
    [Fact]
    public void ACommentForTheLinterSaysWhy() => Assert.Empty(
        from folder in new[] { "authenticator/src", "authenticator/tests" }
        from file in RepositoryRoot.Files(folder, "*.ts*")
        from line in File.ReadLines(file)
        where line.Contains("eslint-disable", StringComparison.Ordinal)
            && !line.Contains(" -- ", StringComparison.Ordinal)
        select $"{RepositoryRoot.Name(file)}: {line.Trim()}");
}
