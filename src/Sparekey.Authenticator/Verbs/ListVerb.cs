using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;
using Spectre.Console;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>list</c>: what is in the vault, without a single key or code.</summary>
internal static class ListVerb
{
    private static readonly Argument<string[]> Words = new("WORDS") { Description = "Only entries with all of these words in issuer, account, note or groups.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Group = new("--group") { Description = "Only entries of this group.", HelpName = "GROUP" };
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
            .Where(row => Matching.Contains(row.Entry, words) && (group is null || row.Entry.Groups.Contains(group, StringComparer.CurrentCultureIgnoreCase))).ToList();
        if (parsed.GetValue(Json)) WriteJson(around.Out, found);
        else if (around.OutIsTerminal) DrawTable(found);
        else foreach (var (number, entry) in found) around.Out.WriteLine($"{number}\t{Shown.Text(entry.Otp.Issuer)}\t{Shown.Text(entry.Otp.Account)}\t{Shown.Kind(entry.Otp.Kind)}");

        foreach (var warning in vault.Warnings) around.Warn(warning.Message());
        foreach (var unusable in vault.Unusable) around.Warn($"{Shown.Text(unusable.Name)} stays in the vault and cannot be used here. {unusable.Reason.Message()}");
        if (found.Count > 0) return ExitCode.Done;
        around.Error.WriteLine(vault.Entries.Count == 0 ? "The vault is empty." : "Nothing fits.");
        return ExitCode.Done;
    }

    private static void DrawTable(List<(int Number, Entry Entry)> rows)
    {
        if (rows.Count == 0) return;
        var hasGroups = rows.Exists(row => row.Entry.Groups.Count > 0);
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("").RightAligned()).AddColumn("Issuer").AddColumn("Account").AddColumn("Codes");
        if (hasGroups) table.AddColumn("Groups");
        foreach (var (number, entry) in rows)
        {
            List<Text> cells =
            [
                new(number.ToString(CultureInfo.InvariantCulture)), new((entry.Favourite ? "★ " : "") + Shown.Text(entry.Otp.Issuer)), new(Shown.Text(entry.Otp.Account)), new(Codes(entry.Otp)),
            ];
            if (hasGroups) cells.Add(new Text(Shown.Text(string.Join(", ", entry.Groups))));
            table.AddRow(cells);
        }
        AnsiConsole.Write(table);
    }

    /// <summary>What is not as usual about the codes: "6 digits, every 30 s" needs no words.</summary>
    private static string Codes(OtpAuthUri otp)
    {
        if (otp.Kind is OtpKind.Steam) return "Steam";
        List<string> parts = [];
        if (otp.Kind is OtpKind.Hotp) parts.Add($"counter at {otp.Counter}");
        if (otp.Digits != Hotp.DefaultDigits) parts.Add($"{otp.Digits} digits");
        if (otp.Kind is OtpKind.Totp && otp.Period != Totp.DefaultPeriod) parts.Add($"every {otp.Period} s");
        if (otp.Algorithm is not OtpAlgorithm.Sha1) parts.Add(Shown.Algorithm(otp.Algorithm));
        return string.Join(", ", parts);
    }

    private static void WriteJson(TextWriter output, List<(int Number, Entry Entry)> rows)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var (number, entry) in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("number", number);
                json.WriteString("issuer", entry.Otp.Issuer);
                json.WriteString("account", entry.Otp.Account);
                json.WriteString("kind", Shown.Kind(entry.Otp.Kind));
                json.WriteString("algorithm", Shown.Algorithm(entry.Otp.Algorithm));
                json.WriteNumber("digits", entry.Otp.Digits);
                if (entry.Otp.Kind is not OtpKind.Hotp) json.WriteNumber("period", CodeAt.Period(entry.Otp));
                // Text, because most readers of JSON lose the last digits of numbers above 2^53.
                else json.WriteString("counter", entry.Otp.Counter.ToString(CultureInfo.InvariantCulture));
                json.WriteStartArray("groups");
                foreach (var group in entry.Groups) json.WriteStringValue(group);
                json.WriteEndArray();
                json.WriteBoolean("favourite", entry.Favourite);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(text.ToArray()));
    }
}
