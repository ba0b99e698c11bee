using System.Globalization;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;
using Spectre.Console;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Entries as a table for people.</summary>
internal static class EntryTable
{
    /// <param name="rows">Entries with their numbers in the vault.</param>
    public static void Draw(List<(int Number, Entry Entry)> rows)
    {
        if (rows.Count == 0) return;
        var hasGroups = rows.Exists(row => row.Entry.Groups.Count > 0);
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded)
            .AddColumn(new TableColumn("").RightAligned()).AddColumn("Issuer").AddColumn("Account").AddColumn("Codes");
        if (hasGroups) table.AddColumn("Groups");
        foreach (var (number, entry) in rows)
        {
            List<Text> cells =
            [
                new(number.ToString(CultureInfo.InvariantCulture)),
                new((entry.Favourite ? "★ " : "") + Display.Text(entry.Otp.Issuer)),
                new(Display.Text(entry.Otp.Account)),
                new(Codes(entry.Otp)),
            ];
            if (hasGroups) cells.Add(new Text(Display.Text(string.Join(", ", entry.Groups))));
            table.AddRow(cells);
        }
        AnsiConsole.Write(table);
    }

    /// <summary>Only the unusual parameters of the codes: 6 digits every 30 seconds give no text.</summary>
    private static string Codes(OtpAuthUri otp)
    {
        if (otp.Kind is OtpKind.Steam) return "Steam";
        List<string> parts = [];
        if (otp.Kind is OtpKind.Hotp) parts.Add($"counter at {otp.Counter}");
        if (otp.Digits != Hotp.DefaultDigits) parts.Add($"{otp.Digits} digits");
        if (otp.Kind is OtpKind.Totp && otp.Period != Totp.DefaultPeriod) parts.Add($"every {otp.Period} s");
        if (otp.Algorithm is not OtpAlgorithm.Sha1) parts.Add(Display.Algorithm(otp.Algorithm));
        return string.Join(", ", parts);
    }
}
