using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>remove NAME</c>: removes an entry. The verb asks first, because removing cannot be undone.</summary>
internal static class RemoveVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.OneOrMore);
    private static readonly Option<bool> Yes = YesOption.Make();

    public static Command In(Surroundings around)
    {
        var command = new Command("remove", "Remove an entry for good.") { Name, Yes };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        using var access = VaultAccess.Of(around, parsed);
        var kept = NameArgument.One(around, access.Read().Entries, NameArgument.Of(parsed, Name),
            exactly: parsed.GetValue(Yes));
        var name = Display.Name(kept.Entry.Otp);
        YesOption.Require(around, parsed, Yes,
            $"Without its codes you may not get into the account any more, and there is no way back. Remove {name}?");
        access.Change(vault => vault.Remove(kept.Id) ? true : throw VaultAccess.Gone());
        around.Error.WriteLine($"Removed: {name}");
        return ExitCode.Done;
    }
}
