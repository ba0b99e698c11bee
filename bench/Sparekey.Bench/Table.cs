namespace Sparekey.Bench;

/// <summary>The measured figures, as Markdown.</summary>
internal sealed class Table
{
    private readonly List<string> _rows = [];

    public void Add(string what, string measured, string floor, string ratio, string target) =>
        _rows.Add($"| {what} | {measured} | {floor} | {ratio} | {target} |");

    public void Print(TextWriter to)
    {
        to.WriteLine("| what | measured | floor of the same run | ratio | to reach |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (var row in _rows) to.WriteLine(row);
    }

    /// <summary>Replaces the table in this file and keeps the text around it. Creates a missing file.</summary>
    public void WriteInto(string file)
    {
        using var text = new StringWriter();
        Print(text);
        var table = text.ToString().TrimEnd().Split(Environment.NewLine);
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        var begin = Array.FindIndex(lines, line => line.StartsWith("| what |", StringComparison.Ordinal));
        var before = begin < 0 ? lines : lines[..begin];
        File.WriteAllLines(file,
            [.. before, .. table, .. lines[before.Length..].SkipWhile(line => line.StartsWith('|'))]);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
