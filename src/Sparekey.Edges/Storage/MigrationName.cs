using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparekey.Edges.Storage;

/// <summary>
/// The file name of a migration; the database stores it. <c>0007_phones.sql</c> only adds: older programs continue to
/// work. <c>0009_phones_gone.from_0007.sql</c> removes something: programs that do not know schema 7 cannot work with
/// the database (decisions/0010).
/// </summary>
/// <param name="Number">The schema that the migration makes, 1 or more.</param>
/// <param name="From">The lowest schema that a program must know to work with the database; 0 for any
/// program.</param>
public sealed partial record MigrationName(int Number, int From)
{
    /// <returns>Null for a name of another shape.</returns>
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
