using System.CommandLine;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>password</c>: changes the password of the vault. Other slots stay, for example those of Aegis.</summary>
internal static class PasswordVerb
{
    private static readonly Option<string?> NewPasswordFile = new("--new-password-file")
    {
        Description = "Read the new password from the first line of this file. Otherwise it is asked for, twice.",
        HelpName = "FILE",
    };

    public static Command In(Surroundings around)
    {
        var command = new Command("password", "Change the password of the vault.") { NewPasswordFile };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        using var access = VaultAccess.Of(around, parsed);
        access.Read();
        var password = new PasswordSource(around, NewPasswordFile.Name, parsed.GetValue(NewPasswordFile))
            .New("New password for the vault");
        access.Change(vault => vault.ChangePassword(password, VaultAccess.Random) is { } missing
            ? throw new StopException(ExitCode.Failed, missing)
            : true);
        around.Error.WriteLine(
            "The password was changed. Copies of the vault from before still open with the old one.");
        return ExitCode.Done;
    }
}
