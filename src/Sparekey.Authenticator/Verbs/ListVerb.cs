using System.CommandLine;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>list</c>: shows the entries of the vault, without any key or code.</summary>
internal static class ListVerb
{
    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "Only entries with all of these words in issuer, account, note or groups.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<string?> Group = new("--group")
    {
        Description = "Only entries of this group.",
        HelpName = "GROUP",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "For programs. Without keys and notes." };

    public static Command In(Surroundings around)
    {
        var command = new Command("list", "Show what is in the vault, without keys.") { Words, Group, Json };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        using var access = VaultAccess.Of(around, parsed);
        var vault = access.Read();
        var group = parsed.GetValue(Group);
        var words = NameArgument.Of(parsed, Words);
        var found = vault.Entries.Select((kept, at) => (Number: at + 1, kept.Entry))
            .Where(row => Matching.Contains(row.Entry, words)
                && (group is null || row.Entry.Groups.Contains(group, StringComparer.CurrentCultureIgnoreCase)))
            .ToList();
        if (parsed.GetValue(Json)) EntryJson.Write(around.Out, found);
        else if (around.OutIsTerminal) EntryTable.Draw(found);
        else foreach (var (number, entry) in found)
            around.Out.WriteLine(string.Join('\t', $"{number}", Display.Text(entry.Otp.Issuer),
                Display.Text(entry.Otp.Account), Display.Kind(entry.Otp.Kind)));

        foreach (var warning in vault.Warnings) around.Warn(warning.Message());
        foreach (var unusable in vault.Unusable)
            around.Warn(
                $"{Display.Text(unusable.Name)} stays in the vault and cannot be used here. "
                    + unusable.Reason.Message());
        if (found.Count > 0) return ExitCode.Done;
        around.Error.WriteLine(vault.Entries.Count == 0 ? "The vault is empty." : "Nothing fits.");
        return ExitCode.Done;
    }
}
