using System.Text.RegularExpressions;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Conventions;

/// <summary>The glossary ends with a table of retired words. They stay retired.</summary>
public sealed partial class RetiredWordsTests
{
    private static readonly IReadOnlyList<Row> Table = [.. Read()];

    private sealed record Row(string Word, IReadOnlyList<string> Where)
    {
        public bool Fits(string name) => Regex.IsMatch(name,
            $"^{Regex.Escape(Word).Replace(@"\*", "[A-Za-z]*", StringComparison.Ordinal)}$");
    }

    [Fact]
    public void TheTableIsRead() => Assert.True(Table.Count > 20);

    [Fact]
    public void NoTypeHasARetiredName() =>
        Assert.Empty(from file in RepositoryRoot.Files("src", "*.cs")
                     from Match type in TypeName().Matches(File.ReadAllText(file))
                     from row in Table
                     where row.Where.Contains("type") && row.Fits(type.Groups[1].Value)
                     select $"{RepositoryRoot.Name(file)}: {type.Groups[1].Value}");

    [Fact]
    public void NoFileOrFolderHasARetiredName() =>
        Assert.Empty(from file in RepositoryRoot.Files("src", "*.*").Concat(RepositoryRoot.Files("tests", "*.*"))
                     from part in RepositoryRoot.Name(file).Split('/')
                     from row in Table
                     where row.Where.Contains("file") && row.Fits(part.Split('.')[0])
                     select RepositoryRoot.Name(file));

    [Fact]
    public void NoPageUsesARetiredWord() =>
        Assert.Empty(from file in Pages()
                     let text = Code().Replace(File.ReadAllText(file), "")
                     from row in Table
                     where row.Where.Contains("docs")
                     from Match found in Regex.Matches(text, $@"\b{Regex.Escape(row.Word)}\b", RegexOptions.IgnoreCase)
                     select $"{RepositoryRoot.Name(file)}: {found.Value}");

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(RepositoryRoot.Folder, "*.md")
            .Concat(new[]
            {
                "docs", "spec", "decisions", "bench", "src",
            }.SelectMany(folder => RepositoryRoot.Files(folder,
                "*.md")))
            .Where(file => Path.GetFileName(file) != "glossary.md");

    private static IEnumerable<Row> Read()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "spec", "glossary.md"));
        var lines = page[page.IndexOf("## Retired words", StringComparison.Ordinal)..].Split("```")[1]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Row(cells[0], cells[1].Split(
                ", ")));
    }

    [GeneratedRegex(
        @"^\s*(?:[a-z]+ )*(?:class|record|record struct|struct|interface|enum) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
