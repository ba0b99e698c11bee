using System.CommandLine;

namespace Sparekey.Authenticator.Verbs;

/// <summary>Options of every verb: the vault file and the file with its password.</summary>
internal static class VaultOptions
{
    public static readonly Option<string?> Vault = new("--vault")
    {
        Description = $"The vault file. By default {Authenticator.Vault.VaultPlace.Variable}, "
            + "else sparekey-auth/vault.json in your data folder.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<string?> PasswordFile = new("--password-file")
    {
        Description = "Read the vault's password from the first line of this file; - is standard input. "
            + "Otherwise it is asked for.",
        HelpName = "FILE",
        Recursive = true,
    };
}
