using System.Reflection;
using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Operations;

/// <summary>
/// Prints the settings in force, the differences from the strict profile and why they matter, and what is wrong.
/// Changes nothing.
/// </summary>
public static class Doctor
{
    /// <returns>The exit code: 1 when something is wrong.</returns>
    public static int Run(Settings settings, TimeProvider clock, TextWriter output)
    {
        output.WriteLine($"Sparekey {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}");
        output.WriteLine();
        output.WriteLine("Settings in force");
        foreach (var (name, value) in SettingsReport.Of(settings)) output.WriteLine($"  {name,-32} {value}");

        var differences = StrictDifferences.Of(settings);
        output.WriteLine();
        output.WriteLine(differences.Count == 0
            ? "The profile is strict: nothing is weaker than NIST SP 800-63B-4 AAL2 and OWASP ASVS 5.0 ask."
            : "Different from the strict profile");
        foreach (var difference in differences) output.WriteLine($"  {difference}");

        output.WriteLine();
        output.WriteLine("Looked at");
        Finding[] findings =
            [.. Configured(settings), .. MachineChecks.Of(settings, clock), .. DataChecks.Of(settings, clock)];
        foreach (var finding in findings) output.WriteLine($"  {Said(finding.Verdict)}  {finding.Text}");

        var wrong = findings.Count(f => f.Verdict == Verdict.Wrong);
        output.WriteLine();
        output.WriteLine(wrong switch
        {
            0 => "Nothing is wrong.",
            1 => "1 thing is wrong.",
            _ => $"{wrong} things are wrong.",
        });
        return wrong == 0 ? 0 : 1;
    }

    private static IEnumerable<Finding> Configured(Settings settings)
    {
        var problems = SettingsCheck.Problems(settings);
        foreach (var problem in problems) yield return Finding.Wrong(problem);
        if (problems.Count == 0)
            yield return Finding.Fine($"The settings fit each other; links begin with {settings.Origin}");
        if (settings.Mode == Mode.Development)
            yield return Finding.Note(
                "Development: every message, with its codes, is shown at /dev/inbox to whoever uses this machine.");
        else if (settings.TrustedProxies.Count == 0)
            yield return Finding.Note(
                "No trusted proxy is configured. If one stands in front, add it to Sparekey:TrustedProxies: "
                    + "without it everybody seems to come from one network, and the limits count them as one.");
        if (!settings.Numbers.RestrictedNotice)
            yield return Finding.Note(
                "Codes by SMS and voice are a restricted factor (NIST SP 800-63B-4 section 3.2.9): "
                    + "numbers can be taken over. Keep another method on offer; "
                    + "the strict profile shows people the notice.");
    }

    private static string Said(Verdict verdict) => verdict switch
    {
        Verdict.Fine => "fine ",
        Verdict.Note => "note ",
        _ => "WRONG",
    };
}
