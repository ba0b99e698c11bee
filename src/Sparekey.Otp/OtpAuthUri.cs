using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sparekey.Otp;

/// <summary>The content of an <c>otpauth:</c> URI, which a set-up QR code holds.</summary>
/// <remarks>
/// The de-facto format is github.com/google/google-authenticator/wiki/Key-Uri-Format. The individual drafts
/// draft-andesco-otpauth-uri-01 and draft-linuxgemini-otpauth-uri-03 describe it. The text holds the key: it belongs in
/// a QR code, never in a log or an address bar.
/// </remarks>
public sealed record OtpAuthUri
{
    /// <summary>The shared secret. The holder of this record disposes it.</summary>
    public required OtpKey Key { get; init; }

    /// <summary>The default is <see cref="OtpKind.Totp"/>.</summary>
    public OtpKind Kind { get; init; }

    /// <summary>
    /// The party that issued the key, in a form to show to people; empty if unknown. The parameter takes precedence
    /// over the prefix of the label.
    /// </summary>
    public string Issuer { get; init; } = "";

    /// <summary>
    /// The prefix of the label if it differs from <see cref="Issuer"/>, otherwise null. Show both names, so that a
    /// person notices a false one. <see cref="Format"/> ignores it.
    /// </summary>
    public string? LabelIssuer { get; init; }

    /// <summary>The owner of the key, often an email address. May be empty if <see cref="Issuer"/> is not.</summary>
    public string Account { get; init; } = "";

    /// <summary>The hash. A Steam key always has SHA-1.</summary>
    public OtpAlgorithm Algorithm { get; init; }

    /// <summary>Length of a code, 1 to 10. A Steam key always has 5.</summary>
    public int Digits { get; init; } = Hotp.DefaultDigits;

    /// <summary>Seconds, 1 to 86,400. Not used with <see cref="OtpKind.Hotp"/>.</summary>
    public int Period { get; init; } = Totp.DefaultPeriod;

    /// <summary>The counter of the next code. Used with <see cref="OtpKind.Hotp"/> only.</summary>
    public ulong Counter { get; init; }

    /// <summary>Reads a URI as leniently as possible without guessing.</summary>
    /// <param name="text">Surrounding white space is ignored.</param>
    /// <returns>The content with warnings, or the reason for a refusal.</returns>
    public static OtpAuthReading Parse(string? text) => OtpAuthReader.Read(text);

    /// <summary>As <see cref="Parse"/>, for callers that need neither warnings nor reasons.</summary>
    /// <param name="text">Surrounding white space is ignored.</param>
    /// <param name="uri">The content; null when the result is false.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OtpAuthUri? uri)
    {
        uri = (Parse(text) as OtpAuthReading.Parsed)?.Uri;
        return uri is not null;
    }

    /// <summary>Writes the URI, for a QR code.</summary>
    /// <returns>
    /// ASCII. The issuer stands in the label and in the parameter, because some apps read only one of them. A space is
    /// <c>%20</c>, because some apps show a <c>+</c>. SHA1, 6 digits and 30 s are omitted: every known reader assumes
    /// them, and a smaller QR code scans faster. Other values are written. The counter is always written: the format
    /// requires it.
    /// </returns>
    /// <exception cref="InvalidOperationException">Issuer and account are both empty (most apps refuse a key without a
    /// name), or a number is out of range.</exception>
    public string Format()
    {
        if (Issuer.Length == 0 && Account.Length == 0)
            throw new InvalidOperationException("A key needs an issuer or an account to be told from others.");
        if (Digits is < 1 or > Hotp.MaximumDigits)
            throw new InvalidOperationException($"A code has 1 to {Hotp.MaximumDigits} digits, not {Digits}.");
        if (Period is < 1 or > Totp.MaximumPeriod)
            throw new InvalidOperationException($"A period is 1 to {Totp.MaximumPeriod} seconds, not {Period}.");

        var uri = new StringBuilder("otpauth://").Append(KindName).Append('/');
        // Without an issuer, a reader would take the text before a colon in the account for the issuer. An empty prefix
        // prevents this.
        if (Issuer.Length > 0 || Account.Contains(':')) uri.AppendPercentEncoded(Issuer).Append(':');
        uri.AppendPercentEncoded(Account).Append("?secret=").Append(Key.ToBase32());
        if (Issuer.Length > 0) uri.Append("&issuer=").AppendPercentEncoded(Issuer);
        if (Kind is OtpKind.Steam) return uri.ToString();   // a Steam key has fixed parameters
        if (Algorithm is not OtpAlgorithm.Sha1) uri.Append("&algorithm=").Append(AlgorithmName);
        // Readers, including ours, take a totp key with the issuer Steam and without a number of digits for a Steam
        // key.
        if (Digits != Hotp.DefaultDigits
            || (Kind is OtpKind.Totp && Issuer.Equals("Steam", StringComparison.OrdinalIgnoreCase)))
            uri.Append("&digits=").Append(CultureInfo.InvariantCulture, $"{Digits}");
        if (Kind is OtpKind.Totp && Period != Totp.DefaultPeriod)
            uri.Append("&period=").Append(CultureInfo.InvariantCulture, $"{Period}");
        if (Kind is OtpKind.Hotp) uri.Append("&counter=").Append(CultureInfo.InvariantCulture, $"{Counter}");
        return uri.ToString();
    }

    /// <summary>Never prints the content: the account is often an email address.</summary>
    public override string ToString() => "OtpAuthUri(…)";

    private string KindName => Kind switch
    {
        OtpKind.Totp => "totp",
        OtpKind.Hotp => "hotp",
        OtpKind.Steam => "steam",
        _ => throw new InvalidOperationException($"{Kind} is not a kind of key."),
    };

    private string AlgorithmName => Algorithm switch
    {
        OtpAlgorithm.Sha1 => "SHA1",
        OtpAlgorithm.Sha256 => "SHA256",
        OtpAlgorithm.Sha512 => "SHA512",
        _ => throw new InvalidOperationException($"{Algorithm} is not an algorithm of RFC 6238."),
    };
}
