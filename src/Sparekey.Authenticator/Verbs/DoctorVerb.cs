using System.CommandLine;
using System.Reflection;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>doctor</c>: checks the vault and this machine, and tells what is wrong. Changes nothing.</summary>
internal static class DoctorVerb
{
    public static Command In(Surroundings around)
    {
        var command = new Command("doctor", "Tell whether the vault, this machine and its clock are in order.");
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        using var access = VaultAccess.Of(around, parsed);
        around.Out.WriteLine(
            $"{CommandLine.Program} {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}, {access.Path}");
        var (wrong, code) = (0, ExitCode.Done);
        foreach (var finding in MachineChecks.Of(around.Clock).Concat(VaultChecks.Of(access, around)))
        {
            var verdict = finding.Verdict switch { Verdict.Fine => "fine ", Verdict.Note => "note ", _ => "WRONG" };
            around.Out.WriteLine($"  {verdict}  {finding.Text}");
            if (finding.Verdict is not Verdict.Wrong) continue;
            wrong++;
            code = finding.Code;
        }
        around.Out.WriteLine(wrong switch
        {
            0 => "Nothing is wrong.",
            1 => "1 thing is wrong.",
            _ => $"{wrong} things are wrong.",
        });
        return code;
    }
}
