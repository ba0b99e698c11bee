using System.Globalization;
using Sparekey.Bench;

// One command, one table: every figure beside the floor that was measured in the same run.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args.Contains("--quick") ? 1 : 5;
var table = new Table();

Totp.Measure(table);
await SignIns.Measure(table, rounds);
await HoldChecks.Measure(table, rounds);
await Starts.Measure(table, rounds);

table.Print(Console.Out);
if (args.FirstOrDefault(a => a.EndsWith(".md", StringComparison.Ordinal)) is { } file)
{
    await using var writer = File.CreateText(file);
    table.Print(writer);
}
