using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// <c>rename NAME</c>: changes the name, note, groups or mark as favourite of an entry, or the parameters of its codes.
/// The key stays the same.
/// </summary>
internal static class RenameVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.OneOrMore);
    private static readonly Option<string?> Issuer = new("--issuer")
    {
        Description = "The new issuer; may be empty.",
        HelpName = "TEXT",
    };
    private static readonly Option<string?> Account = new("--account")
    {
        Description = "The new account; may be empty.",
        HelpName = "TEXT",
    };
    private static readonly Option<string?> Note = new("--note")
    {
        Description = "The new note; may be empty.",
        HelpName = "TEXT",
    };
    private static readonly Option<string[]> Groups = new("--group")
    {
        Description = "The groups from now on, instead of those before; may be said several times. Empty: none.",
        HelpName = "GROUP",
    };
    private static readonly Option<bool> Favourite = new("--favourite") { Description = "Mark it as a favourite." };
    private static readonly Option<bool> NoFavourite = new("--no-favourite")
    {
        Description = "It is a favourite no more.",
    };

    public static Command In(Surroundings around)
    {
        var command = new Command("rename",
            "Give an entry another name, note, groups, make it a favourite, or correct how its codes are made.")
        {
            Name, Issuer, Account, Note, Groups, Favourite, NoFavourite,
        };
        foreach (var option in NewFigures.All) command.Add(option);
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var (issuer, account) = (Tidy(parsed.GetValue(Issuer)), Tidy(parsed.GetValue(Account)));
        var note = parsed.GetValue(Note);
        bool? favourite = (parsed.GetValue(Favourite), parsed.GetValue(NoFavourite)) switch
        {
            (true, true) =>
                throw new StopException(ExitCode.Usage, "--favourite and --no-favourite contradict each other."),
            (true, _) => true,
            (_, true) => false,
            _ => null,
        };
        var groups = parsed.GetResult(Groups) is null
            ? null
            : parsed.GetValue(Groups)!.Where(group => group.Length > 0).Distinct().ToArray();
        var figures = NewFigures.Of(parsed);
        if (issuer is null && account is null && note is null && groups is null && favourite is null && figures is null)
            throw new StopException(ExitCode.Usage,
                "What is to change? Say --issuer, --account, --note, --group, --favourite or --no-favourite; "
                    + "or a figure: --period, --digits, --algorithm or --counter.");
        using var access = VaultAccess.Of(around, parsed);
        var kept = NameArgument.One(around, access.Read().Entries, NameArgument.Of(parsed, Name));
        var before = Display.Name(kept.Entry.Otp);
        var after = before;
        access.Change(vault =>
        {
            var entry = vault.Entries.FirstOrDefault(other => other.Id == kept.Id)?.Entry ?? throw VaultAccess.Gone();
            var otp = entry.Otp with
            {
                Issuer = issuer ?? entry.Otp.Issuer,
                Account = account ?? entry.Otp.Account,
                LabelIssuer = null,
            };
            if (otp.Issuer.Length == 0 && otp.Account.Length == 0)
                throw new StopException(ExitCode.Usage,
                    "An entry without issuer and account could not be found again. Leave one of them.");
            if (figures is not null) otp = figures.ApplyTo(otp);
            // A vault of Aegis may already have two equal entries. The parameters of each can still be corrected.
            if (!otp.IsSameAs(entry.Otp)
                && vault.Entries.Any(other => other.Id != kept.Id && other.Entry.Otp.IsSameAs(otp)))
                throw new StopException(ExitCode.Failed,
                    "The same key with this name is there already. Nothing was changed.");
            after = Display.Name(otp);
            return vault.Replace(kept.Id,
                entry with
                {
                    Otp = otp,
                    Note = note ?? entry.Note,
                    Groups = groups ?? entry.Groups,
                    Favourite = favourite ?? entry.Favourite,
                });
        });
        around.Error.WriteLine(issuer is null && account is null
            ? $"Changed: {after}"
            : $"Renamed: {before} is now {after}");
        return ExitCode.Done;
    }

    private static string? Tidy(string? text) => text is null ? null : OtpName.Tidy(text);
}
