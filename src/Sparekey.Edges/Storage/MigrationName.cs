using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparekey.Edges.Storage;

/// <summary>
/// A migration by the name of its file, which the database keeps. <c>0007_phones.sql</c> only adds: programs that do
/// not know it go on as before. <c>0009_phones_gone.from_0007.sql</c> takes something away: programs that do not know
/// schema 7 yet cannot work with it (decisions/0010).
/// </summary>
/// <param name="Number">The schema that it makes, 1 or more.</param>
/// <param name="From">The oldest schema of a program that can work with it; 0 for any.</param>
public sealed partial record MigrationName(int Number, int From)
{
    /// <returns>Null for a name of another shape, about which nothing is known.</returns>
    public static MigrationName? Parse(string name) =>
        Shape().Match(name) is { Success: true } m
            ? new(int.Parse(m.Groups["number"].ValueSpan, CultureInfo.InvariantCulture),
                m.Groups["from"] is { Success: true } from
                    ? int.Parse(from.ValueSpan, CultureInfo.InvariantCulture)
                    : 0)
            : null;

    [GeneratedRegex(@"^(?<number>[0-9]{4})_[a-z0-9_]+(?:\.from_(?<from>[0-9]{4}))?\.sql\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
