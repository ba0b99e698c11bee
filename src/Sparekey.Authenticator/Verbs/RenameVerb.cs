using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>rename NAME</c>: another issuer or account; the codes stay the same.</summary>
internal static class RenameVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.OneOrMore);
    private static readonly Option<string?> Issuer = new("--issuer") { Description = "The new issuer; may be empty.", HelpName = "TEXT" };
    private static readonly Option<string?> Account = new("--account") { Description = "The new account; may be empty.", HelpName = "TEXT" };

    public static Command In(Surroundings around)
    {
        var command = new Command("rename", "Give an entry another name.") { Name, Issuer, Account };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var (issuer, account) = (Tidy(parsed.GetValue(Issuer)), Tidy(parsed.GetValue(Account)));
        if (issuer is null && account is null) throw new StopException(ExitCode.Usage, "What is the new name? Say --issuer, --account, or both.");
        using var access = VaultAccess.Of(around, parsed);
        var kept = NameArgument.One(around, access.Read().Entries, NameArgument.Of(parsed, Name));
        var before = Shown.Name(kept.Entry.Otp);
        var after = before;
        access.Change(vault =>
        {
            var entry = vault.Entries.FirstOrDefault(other => other.Id == kept.Id)?.Entry ?? throw VaultAccess.Gone();
            var otp = entry.Otp with { Issuer = issuer ?? entry.Otp.Issuer, Account = account ?? entry.Otp.Account, LabelIssuer = null };
            if (otp.Issuer.Length == 0 && otp.Account.Length == 0) throw new StopException(ExitCode.Usage, "An entry without issuer and account could not be found again. Leave one of them.");
            if (vault.Entries.Any(other => other.Id != kept.Id && other.Entry.Otp.IsSameAs(otp))) throw new StopException(ExitCode.Failed, "The same key with this name is there already. Nothing was changed.");
            after = Shown.Name(otp);
            return vault.Replace(kept.Id, entry with { Otp = otp });
        });
        around.Error.WriteLine($"Renamed: {before} is now {after}");
        return ExitCode.Done;
    }

    private static string? Tidy(string? text) => text is null ? null : OtpName.Tidy(text);
}
