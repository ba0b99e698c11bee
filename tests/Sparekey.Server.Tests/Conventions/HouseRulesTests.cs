using System.Reflection;
using System.Text.RegularExpressions;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>Rules of the house that the compiler does not check.</summary>
public sealed class HouseRulesTests
{
    private static readonly Assembly[] Ours =
    [
        typeof(Otp.Totp).Assembly,
        typeof(RecoveryRules).Assembly,
        typeof(Settings).Assembly,
        typeof(Composition).Assembly,
    ];

    [Fact]
    public void ChainPointsOneWay()
    {
        Assert.DoesNotContain(typeof(Otp.Totp).Assembly.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("Sparekey", StringComparison.OrdinalIgnoreCase));
        var core = typeof(RecoveryRules).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.Equal(["Sparekey.Otp"], core.Where(n => n.StartsWith("Sparekey", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(typeof(Settings).Assembly.GetReferencedAssemblies(),
            a => a.Name!.Equals("sparekey", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(core,
            n => n.StartsWith("Microsoft.", StringComparison.Ordinal) || n.Contains("Http", StringComparison.Ordinal)
                || n.Contains(
                    "Data", StringComparison.Ordinal));
    }

    [Fact]
    public void CoreHasNoTasks()
    {
        var members = typeof(RecoveryRules).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
                | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        Assert.DoesNotContain(members, m => typeof(Task).IsAssignableFrom(m.ReturnType));
    }

    [Fact]
    public void NoTypeIsNamedAfterAJob()
    {
        var bad = new Regex("(Manager|Helper|Helpers|Util|Utils|Service|Processor)$");
        Assert.Empty(Ours.SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("Sparekey", StringComparison.Ordinal) == true && bad.IsMatch(t.Name))
            .Select(t => t.FullName));
    }

    [Fact]
    public void NoFileIsNamedAfterAJob()
    {
        var bad = new Regex("(manager|helpers?|utils?|service|processor)$", RegexOptions.IgnoreCase);
        Assert.Empty(RepositoryRoot.Files("src", "*.cs")
            .Concat(AppFiles())
            .Where(f => bad.IsMatch(Path.GetFileNameWithoutExtension(f)))
            .Select(RepositoryRoot.Name));
    }

    [Fact]
    public void AppNamesNoHost()
    {
        // The content security policy blocks requests to other hosts; this test keeps them out of the sources too.
        // Names of XML and of licences are not requests.
        var host = new Regex("""["'`]https?://(?!www\.w3\.org/)""");
        Assert.Empty(AppFiles().Where(f => host.IsMatch(File.ReadAllText(f))).Select(RepositoryRoot.Name));
    }

    [Fact]
    public void FamiliesAreClosed()
    {
        // Only types inside an abstract record can inherit from it when its constructor is private. Otherwise another
        // file could add an outcome.
        var open = Ours.SelectMany(a => a.GetTypes())
            .Where(t => t.IsAbstract && !t.IsSealed && t.GetMethod("<Clone>$") is not null
                && t.GetNestedTypes(BindingFlags.Public).Any(n => n.BaseType == t || n.BaseType?.Name == t.Name))
            .Where(t => t.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)
                .Any(c => !c.IsPrivate && c.GetParameters() is not [{ } p]
                    || (c.GetParameters() is [{ } q] && q.ParameterType != t && !c.IsPrivate)))
            .Select(t => t.FullName);
        Assert.Empty(open);
    }

    [Fact]
    public void FilesFitAReader()
    {
        const int TwoScreens = 200;
        var tooLong = RepositoryRoot.Files("src", "*.cs")
            .Concat(AppFiles())
            .Where(f =>
                File.ReadLines(f).Count() > TwoScreens && Path.GetFileName(f) is not ("Countries.cs" or "Routes.cs"))
            .Select(RepositoryRoot.Name);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void EveryRefusalIsDocumented()
    {
        var spec = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "spec", "problems.md"));
        Assert.All(Enum.GetValues<Problem>(), p => Assert.Contains($"| `{p.Code()}` | {p.Status()} |", spec));
    }

    [Fact]
    public void RefusalsAreMadeInOnePlace()
    {
        var elsewhere = RepositoryRoot.Files("src/Sparekey.Server", "*.cs")
            .Concat(RepositoryRoot.Files("src/Sparekey.Edges", "*.cs"))
            .Where(f => !f.EndsWith("Refusals.cs", StringComparison.Ordinal) && File.ReadAllText(f).Contains(
                "new Refusal(", StringComparison.Ordinal)).Select(RepositoryRoot.Name);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void PagesHaveNoInlineScriptOrStyle()
    {
        var bad = new Regex("""(?:<style|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=")""");
        Assert.Empty(RepositoryRoot.Files("src/Sparekey.Server", "*.razor")
            .Concat(RepositoryRoot.Files("src/Sparekey.Edges", "*.razor"))
            .Concat(AppFiles())
            .Where(f => bad.IsMatch(File.ReadAllText(f)))
            .Select(RepositoryRoot.Name));
    }

    [Fact]
    public void RepositorySpeaksOfTheProductAlone()
    {
        var bad = new Regex(@"\b(TODO|FIXME|HACK|lorem ipsum)\b");
        Assert.Empty(RepositoryRoot.Files("src", "*.*")
            .Concat(RepositoryRoot.Files("spec", "*.md"))
            .Where(f => f.EndsWith(
                ".cs", StringComparison.Ordinal) || f.EndsWith(
                ".razor", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal))
            .Where(f => bad.IsMatch(File.ReadAllText(f)))
            .Select(RepositoryRoot.Name));
    }

    [Fact]
    public void EveryRouteSaysWhoMayComeIn()
    {
        // A route may take several lines: its statement ends with a semicolon.
        var unmarked = RepositoryRoot.Files("src/Sparekey.Server", "Routes.cs")
            .SelectMany(file => File.ReadAllText(file).Split(';'))
            .Where(statement => Regex.IsMatch(statement, @"\.Map(Get|Post|Put|Delete)\(")
                && !Regex.IsMatch(statement, @"\.(For|PageFor)\(Who\."));
        Assert.Empty(unmarked);
    }

    private static IEnumerable<string> AppFiles() => RepositoryRoot.Files("authenticator/src", "*.ts")
        .Concat(RepositoryRoot.Files(
            "authenticator/src", "*.tsx"));
}
