using System.Globalization;
using System.Text;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Entries and codes as text for a terminal.</summary>
internal static class Display
{
    /// <summary>"Issuer: account", or only one of the two if the other is empty.</summary>
    public static string Name(OtpAuthUri otp) => Name(otp.Issuer, otp.Account);

    /// <inheritdoc cref="Name(OtpAuthUri)"/>
    public static string Name(string issuer, string account) =>
        Text(issuer.Length == 0 ? account : account.Length == 0 ? issuer : $"{issuer}: {account}");

    /// <summary>
    /// Makes untrusted text harmless. A control character could rewrite the screen, and a mark that reverses the
    /// direction of writing could make one name look like another.
    /// </summary>
    public static string Text(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var harmless = rune.Value is 0x200C or 0x200D   // joiners, which some scripts and emoji need
                || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate);
            shown.Append(harmless ? rune.ToString() : "\uFFFD");
        }
        return shown.ToString();
    }

    /// <summary>"123 456", "123 4567", "1234 5678"; Steam codes stay unchanged.</summary>
    public static string Spaced(string code, OtpKind kind) => (kind, code.Length) switch
    {
        (OtpKind.Steam, _) => code,
        (_, 6 or 7) => $"{code[..3]} {code[3..]}",
        (_, 8) => $"{code[..4]} {code[4..]}",
        (_, 9) => $"{code[..3]} {code[3..6]} {code[6..]}",
        (_, 10) => $"{code[..5]} {code[5..]}",
        _ => code,
    };

    public static string Kind(OtpKind kind) => kind switch
    {
        OtpKind.Totp => "totp",
        OtpKind.Hotp => "hotp",
        _ => "steam",
    };

    public static string Algorithm(OtpAlgorithm algorithm) => algorithm switch
    {
        OtpAlgorithm.Sha1 => "sha1",
        OtpAlgorithm.Sha256 => "sha256",
        _ => "sha512",
    };

    public static string Count(int number, string one, string many) =>
        number == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{number:N0} {many}");
}
