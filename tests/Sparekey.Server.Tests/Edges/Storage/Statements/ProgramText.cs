using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>
/// Every string literal of the program that names a table, as the compiler stored it: whole statements, and the pieces
/// from which other statements are built.
/// </summary>
public static partial class ProgramText
{
    private static readonly Lazy<IReadOnlyList<string>> Strings = new(Read);

    /// <param name="tables">Includes literals that name one of these, or end where the name of a table follows.</param>
    public static IReadOnlyList<string> About(IReadOnlySet<string> tables) =>
        [.. Strings.Value.Where(text =>
            Table().Matches(text).Any(match => tables.Contains(match.Groups[1].Value)) || Open().IsMatch(text))];

    private static List<string> Read() => [.. Read(typeof(Settings).Assembly), .. Read(typeof(Composition).Assembly)];

    private static List<string> Read(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var strings = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            if (metadata.GetUserString(handle) is { Length: > 0 } text) strings.Add(text);
        return strings;
    }

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\b(?:DELETE FROM|JOIN|INTO|UPDATE)\s+$")]
    private static partial Regex Open();
}
