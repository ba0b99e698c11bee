using System.Reflection;
using System.Text.RegularExpressions;
using Sparekey.Core.Recovery;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>Every decision of Sparekey.Core is carried out: the sources use every public name of Core.</summary>
/// <remarks>The test counts words, so a name that two members share may hide an unused one.</remarks>
public sealed partial class NothingUnusedTests
{
    // Names that only a serializer or the runtime uses, each with its reason.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["GetHashCode"] = "dictionaries call it",
    };

    [Fact]
    public void EveryPublicNameOfCoreIsUsed()
    {
        var words = RepositoryRoot.Files("src", "*.cs").Concat(RepositoryRoot.Files("src", "*.razor"))
            .SelectMany(file => Word().Matches(Comment().Replace(File.ReadAllText(file), "")))
            .CountBy(match => match.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

        // The declaration is the first occurrence.
        var unused = PublicNames().Where(name => words.GetValueOrDefault(name) < 2 && !Allowed.ContainsKey(name));

        Assert.Empty(unused);
    }

    private static HashSet<string> PublicNames() =>
        [.. typeof(RecoveryRules).Assembly.GetExportedTypes()
            .SelectMany(type => Members(type).Append(type.Name.Split('`')[0]))];

    // Methods with a special name (accessors, operators) and methods that records generate do not appear in sources.
    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(member =>
            member is FieldInfo { IsSpecialName: false } or PropertyInfo or MethodInfo { IsSpecialName: false })
        .Where(member =>
            !Attribute.IsDefined(member, typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
        .Select(member => member.Name);

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
