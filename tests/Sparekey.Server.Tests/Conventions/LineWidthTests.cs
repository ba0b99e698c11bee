using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>
/// A line has at most 120 columns, so that two files fit beside each other on a screen. A row of a table in Markdown
/// cannot be wrapped and may be longer.
/// </summary>
public sealed class LineWidthTests
{
    private const int Columns = 120;

    private static readonly string[] Folders = ["src", "tests", "bench", "deploy", "docs", "spec", "decisions",
        "authenticator", "vectors", ".ci"];

    private static readonly HashSet<string> Kinds =
        [".cs", ".razor", ".ts", ".tsx", ".css", ".js", ".mjs", ".sql", ".sh", ".py", ".md"];

    [Fact]
    public void NoLineIsLonger() => Assert.Empty(
        from file in Sources()
        from line in File.ReadLines(file).Index()
        where line.Item.Length > Columns && !IsTableRow(file, line.Item)
        select $"{RepositoryRoot.Name(file)}:{line.Index + 1}");

    private static IEnumerable<string> Sources() => Folders
        .Where(folder => Directory.Exists(Path.Combine(RepositoryRoot.Folder, folder)))
        .SelectMany(folder => RepositoryRoot.Files(folder, "*.*"))
        .Where(file => Kinds.Contains(Path.GetExtension(file)) && !IsMade(RepositoryRoot.Name(file)))
        .Concat(new[] { "run", "test", "mutants" }.Select(name => Path.Combine(RepositoryRoot.Folder, name)))
        .Concat(Directory.EnumerateFiles(RepositoryRoot.Folder, "*.md"));

    private static bool IsTableRow(string file, string line) =>
        file.EndsWith(".md", StringComparison.Ordinal) && line.TrimStart().StartsWith('|');

    // Files that other tools made, and files of other apps, which stay as they are.
    private static bool IsMade(string name) =>
        name.Contains("/node_modules/", StringComparison.Ordinal) || name.Contains("/dist/", StringComparison.Ordinal);
}
