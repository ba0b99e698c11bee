using System.Globalization;
using Sparekey.Bench;

// One command prints one table: every figure stands beside a floor measured in the same run. The name of a part
// measures that part alone.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["child", .. var role])
{
    await Child.Run(role);
    return;
}
var rounds = args.Contains("--quick") ? 1 : args.Contains("--long") ? 60 : 5;   // --long: time to attach a profiler
var table = new Table();

(string Name, Func<Task> Measure)[] parts =
[
    ("totp", () => Task.Run(() => Totp.Measure(table))),
    ("sign-in", () => SignIns.Measure(table, rounds)),
    ("peer", () => Peer.Measure(table, rounds)),
    ("cost", () => Costs.Measure(table, rounds)),
    ("second-step", () => SecondSteps.Measure(table, rounds)),
    ("scale", () => Population.Measure(table, rounds)),
    ("holds", () => HoldChecks.Measure(table, rounds)),
    ("start", () => Starts.Measure(table, rounds)),
    ("overload", () => Overload.Measure(table, rounds)),
    ("authenticator", () => AppInBrowser.Measure(table, rounds)),
];
var all = !parts.Any(part => args.Contains(part.Name));
foreach (var (name, measure) in parts)
    if (all || args.Contains(name)) await measure();

table.Print(Console.Out);
if (args.FirstOrDefault(a => a.EndsWith(".md", StringComparison.Ordinal)) is { } file) table.WriteInto(file);
