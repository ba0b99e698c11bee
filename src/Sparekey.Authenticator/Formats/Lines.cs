using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>Addresses in a text, one on each line.</summary>
internal static class Lines
{
    public const string Otpauth = "otpauth://", Steam = "steam://", Migration = "otpauth-migration://";

    /// <summary>
    /// The lines without blank lines and without comments, which begin with <c>#</c>. White space around a line is
    /// removed.
    /// </summary>
    public static List<string> Of(string text)
    {
        List<string> lines = [];
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            var line = text.AsSpan(range).Trim();
            if (line is [] or ['#', ..]) continue;
            lines.Add(line.ToString());
            if (lines.Count > ImportFile.MaximumEntries) break;   // one line too many is enough for the caller
        }
        return lines;
    }

    public static Item Read(string line, int place) => OtpAuthUri.Parse(line) switch
    {
        OtpAuthReading.Parsed parsed => new Item.Accepted(new Entry { Otp = parsed.Uri }, parsed.Warnings),
        OtpAuthReading.Refused refused =>
            new Item.Refused(Draft.NameOf(refused.Issuer, refused.Account, place), (EntryRefusal)refused.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static bool Begins(this string line, string with) =>
        line.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
