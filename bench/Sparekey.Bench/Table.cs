namespace Sparekey.Bench;

/// <summary>What was measured, as Markdown.</summary>
internal sealed class Table
{
    private readonly List<string> _rows = [];

    public void Add(string what, string measured, string floor, string ratio, string target) => _rows.Add($"| {what} | {measured} | {floor} | {ratio} | {target} |");

    public void Print(TextWriter to)
    {
        to.WriteLine("| what | measured | floor of the same run | ratio | to reach |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (var row in _rows) to.WriteLine(row);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
