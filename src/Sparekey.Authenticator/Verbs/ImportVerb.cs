using System.CommandLine;
using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>import FILE</c>: adds the keys of another app's export, and reports on every entry.</summary>
internal static class ImportVerb
{
    private const int Tries = 3;

    private static readonly Argument<string> From = new("FILE")
    {
        Description =
            "What the other app exported, encrypted or not; - is standard input. The format is told from the content.",
    };
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done, and change nothing.",
    };
    private static readonly Option<bool> AlsoRenamed = new("--also-renamed")
    {
        Description = "Add also keys that the vault has under another name.",
    };
    private static readonly Option<string?> ImportPasswordFile = new("--import-password-file")
    {
        Description = "Read the password of FILE from the first line of this file. Otherwise it is asked for.",
        HelpName = "FILE",
    };

    public static Command In(Surroundings around)
    {
        var command = new Command("import",
            "Add the keys of another app's file: Aegis, 2FAS, andOTP, Bitwarden, FreeOTP+, Ente, Stratum, "
                + "Google Authenticator, or addresses.")
        {
            From, DryRun, AlsoRenamed, ImportPasswordFile,
        };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var from = parsed.GetRequiredValue(From);
        if (from != StandardInput.Name && !File.Exists(from)) CommandLine.RefuseKeys(from);
        using var access = VaultAccess.Of(around, parsed);
        var file = from == StandardInput.Name ? around.In.ReadAll("the file to import") : InputFile.Read(from);
        var reading = Open(around, file,
            new PasswordSource(around, ImportPasswordFile.Name, parsed.GetValue(ImportPasswordFile)));
        around.Error.WriteLine(
            $"Read as {reading.Format.Name()}: {Display.Count(reading.Items.Count, "entry", "entries")}.");
        foreach (var warning in reading.Warnings) around.Warn(warning.Message());

        var (dryRun, alsoRenamed) = (parsed.GetValue(DryRun), parsed.GetValue(AlsoRenamed));
        IReadOnlyList<Intake.Outcome> outcomes;
        if (dryRun)
        {
            outcomes = Intake.Plan(access.Exists ? access.Read().Entries : [], reading.Items, alsoRenamed);
        }
        else
        {
            access.ReadOrBegin();
            outcomes = [];
            access.Change(vault =>
            {
                outcomes = Intake.Plan(vault.Entries, reading.Items, alsoRenamed);
                var added = outcomes.OfType<Intake.Outcome.Added>().ToList();
                foreach (var outcome in added) vault.Add(VaultAccess.Random.Uuid(), outcome.Entry);
                return added.Count > 0;
            });
        }
        if (reading.Format is Format.GoogleMigration
            && outcomes.Any(outcome => outcome is Intake.Outcome.Added { Entry.Otp.Kind: Otp.OtpKind.Totp }))
            around.Warn("Google's export carries no period. If a site refuses codes, set it with rename --period.");
        var code = Tell(around, outcomes, dryRun);
        if (reading.MissingParts.Count == 0) return code;
        around.Error.WriteLine($"This is not the whole export: of its parts {string.Join(", ", reading.MissingParts)} "
            + $"{(reading.MissingParts.Count == 1 ? "is" : "are")} missing. "
            + "Scan what is missing, and import all parts together or one after the other.");
        return ExitCode.Failed;
    }

    private static Reading.Read Open(Surroundings around, byte[] file, PasswordSource passwords)
    {
        var reading = ImportFile.Read(file, null);
        for (var left = Tries; reading is Reading.PasswordNeeded needed; left--)
        {
            var tried = ImportFile.Read(file, passwords.Existing($"Password of the {needed.Format.Name()} file"));
            if (tried is Reading.Refused { Reason: FileRefusal.WrongPassword } && passwords.IsAsked && left > 1)
                around.Error.WriteLine("That password does not open it. Once more:");
            else reading = tried;
        }
        return reading switch
        {
            Reading.Read read => read,
            Reading.Refused { Reason: FileRefusal.WrongPassword } =>
                throw new StopException(ExitCode.WrongPassword, FileRefusal.WrongPassword.Message()),
            Reading.Refused refused => throw new StopException(ExitCode.Failed, refused.Reason.Message()),
            Reading.OutOfReach missing => throw new StopException(ExitCode.Failed, missing.Message),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Tell(Surroundings around, IReadOnlyList<Intake.Outcome> outcomes, bool dryRun)
    {
        foreach (var outcome in outcomes)
        {
            switch (outcome)
            {
                case Intake.Outcome.Added added:
                    Line(dryRun ? "would add" : "added", Display.Name(added.Entry.Otp),
                        added.Warnings.Select(Otp.OtpAuthWarnings.Message));
                    break;
                case Intake.Outcome.AlreadyThere there:
                    Line("already there", Display.Name(there.Entry.Otp),
                        there.Renamed is { } renamed
                            ? [
                                $"You have this key as \"{Display.Name(renamed)}\". "
                                    + "To add it under this name too, say --also-renamed.",
                            ]
                            : []);
                    break;
                case Intake.Outcome.LeftOut left:
                    Line("left out", Display.Text(left.Name), [left.Reason.Message()]);
                    break;
                default: throw new UnreachableException();
            }
        }
        var leftOut = outcomes.Count(o => o is Intake.Outcome.LeftOut);
        around.Error.WriteLine($"{outcomes.Count(o => o is Intake.Outcome.Added)} "
            + $"{(dryRun ? "would be added" : "added")}, {outcomes.Count(o => o is Intake.Outcome.AlreadyThere)} "
            + $"already there, {leftOut} left out.");
        return leftOut == 0 ? ExitCode.Done : ExitCode.Failed;

        void Line(string what, string name, IEnumerable<string> remarks)
        {
            around.Out.WriteLine($"{what,-13}  {name}");
            foreach (var remark in remarks) around.Out.WriteLine($"{"",-13}  {remark}");
        }
    }
}
