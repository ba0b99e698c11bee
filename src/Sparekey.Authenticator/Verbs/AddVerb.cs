using System.CommandLine;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>add</c>: stores one key in the vault, and prints the code that confirms the key at the site.</summary>
internal static class AddVerb
{
    private static readonly Option<string?> From = new("--file")
    {
        Description = "Read the otpauth:// address or the backup key from this file; - is standard input. "
            + "Otherwise it is asked for.",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> Groups = new("--group")
    {
        Description = "Put it into this group; may be said several times.",
        HelpName = "GROUP",
    };
    private static readonly Option<string?> Note = new("--note")
    {
        Description = "A note of yours.",
        HelpName = "TEXT",
    };
    private static readonly Option<bool> Favourite = new("--favourite") { Description = "Mark it as a favourite." };

    public static Command In(Surroundings around)
    {
        var command = new Command("add",
            "Add one key: an otpauth:// address or a backup key, asked for or read from a file, never given here.")
        {
            From, Groups, Note, Favourite,
        };
        foreach (var option in KeyOptions.All) command.Add(option);
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        if (parsed.GetValue(From) is { } from && !File.Exists(from)) CommandLine.RefuseKeys(from);
        var options = KeyOptions.Of(parsed);
        using var access = VaultAccess.Of(around, parsed);
        access.ReadOrBegin();
        var (otp, warnings) = NewKey.Read(around, Text(around, parsed), options);
        foreach (var warning in warnings)
            around.Warn(warning is OtpAuthWarning.IssuersDiffer
                ? $"{warning.Message()} They are \"{Display.Text(otp.Issuer)}\" and "
                    + $"\"{Display.Text(otp.LabelIssuer!)}\"."
                : warning.Message());

        if (otp.Counter == ulong.MaxValue)
            throw new StopException(ExitCode.Failed,
                "The counter of this key has reached its end. Ask the site to set it up again.");
        var entry = new Entry
        {
            // The first code of a counter is shown below, so the next counter is stored.
            Otp = otp.Kind is OtpKind.Hotp ? otp with { Counter = otp.Counter + 1 } : otp,
            Groups = parsed.GetValue(Groups) ?? [],
            Note = parsed.GetValue(Note) ?? "",
            Favourite = parsed.GetValue(Favourite),
        };
        var isNew = false;
        access.Change(vault =>
        {
            isNew = !vault.Entries.Any(other => other.Entry.Otp.IsSameAs(otp));
            if (isNew) vault.Add(VaultAccess.Random.Uuid(), entry);
            return isNew;
        });
        if (!isNew)
        {
            around.Error.WriteLine($"Already there: {Display.Name(otp)}. Nothing was changed.");
            return ExitCode.Done;
        }
        around.Error.WriteLine($"Added: {Display.Name(otp)}. Its first code confirms it at the site:");
        if (otp.Kind is OtpKind.Hotp)
        {
            CodePrint.Give(around, otp, Hotp.Compute(otp.Key.Bytes, otp.Counter, otp.Digits, otp.Algorithm),
                $"counter {otp.Counter}");
            return ExitCode.Done;
        }
        var now = around.Clock.GetUtcNow();
        CodePrint.Give(around, otp, CodeAt.Compute(otp, now), $"{CodeAt.SecondsLeft(otp, now)} s left");
        return ExitCode.Done;
    }

    private static string Text(Surroundings around, ParseResult parsed)
    {
        const string What = "the key";
        if (parsed.GetValue(From) is { } file)
            return System.Text.Encoding.UTF8.GetString(file == StandardInput.Name
                ? around.In.ReadAll(What)
                : InputFile.Read(file));
        if (!around.In.IsTerminal && !around.In.IsTaken)
            return System.Text.Encoding.UTF8.GetString(around.In.ReadAll(What));
        return around.Questions.AskQuietly("otpauth:// address or backup key (not shown)",
            "Put it into a file that only you can read and say --file FILE.");
    }
}
