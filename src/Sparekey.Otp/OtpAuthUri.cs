using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sparekey.Otp;

/// <summary>What an <c>otpauth:</c> URI, the content of a set-up QR code, says.</summary>
/// <remarks>
/// The de-facto format is github.com/google/google-authenticator/wiki/Key-Uri-Format; draft-andesco-otpauth-uri-01 and
/// draft-linuxgemini-otpauth-uri-03 are individual drafts that write it down. The text holds the key: it belongs in a
/// QR code, never in a log or an address bar.
/// </remarks>
public sealed record OtpAuthUri
{
    /// <summary>The shared secret. Whoever holds this record disposes it.</summary>
    public required OtpKey Key { get; init; }

    /// <summary>By the clock unless it says otherwise.</summary>
    public OtpKind Kind { get; init; }

    /// <summary>
    /// Who gave the key, as people should see it; empty when nothing says. The parameter wins over the label's prefix.
    /// </summary>
    public string Issuer { get; init; } = "";

    /// <summary>
    /// The label's prefix where it differs from <see cref="Issuer"/>: show both, so that a false name is seen. Null
    /// when they agree. Not written.
    /// </summary>
    public string? LabelIssuer { get; init; }

    /// <summary>Whose key it is, often an email address; may be empty when <see cref="Issuer"/> is not.</summary>
    public string Account { get; init; } = "";

    /// <summary>The hash. A Steam key always has SHA-1.</summary>
    public OtpAlgorithm Algorithm { get; init; }

    /// <summary>Characters in a code, 1 to 10. A Steam key always has 5.</summary>
    public int Digits { get; init; } = Hotp.DefaultDigits;

    /// <summary>Seconds, 1 to 86,400; of no meaning for <see cref="OtpKind.Hotp"/>.</summary>
    public int Period { get; init; } = Totp.DefaultPeriod;

    /// <summary>The counter of the next code, for <see cref="OtpKind.Hotp"/> alone.</summary>
    public ulong Counter { get; init; }

    /// <summary>Reads a URI as leniently as can be done without guessing.</summary>
    /// <param name="text">White space around it is dropped.</param>
    /// <returns>The parts and what is odd about them, or why it cannot be used.</returns>
    public static OtpAuthReading Parse(string? text) => OtpAuthReader.Read(text);

    /// <summary>As <see cref="Parse"/>, for callers who will say neither what is odd nor what was wrong.</summary>
    /// <param name="text">White space around it is dropped.</param>
    /// <param name="uri">The parts; null when the answer is false.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OtpAuthUri? uri)
    {
        uri = (Parse(text) as OtpAuthReading.Parsed)?.Uri;
        return uri is not null;
    }

    /// <summary>Writes the URI, for a QR code.</summary>
    /// <returns>
    /// ASCII. The issuer stands in the label and in the parameter, because some apps read only one of them. A space is
    /// <c>%20</c>, because some show a <c>+</c>. SHA1, 6 digits and 30 s are left out: every known reader takes them
    /// for granted, and a QR code with less in it scans sooner. Anything else is written, and so is the counter, which
    /// the format requires.
    /// </returns>
    /// <exception cref="InvalidOperationException">Neither issuer nor account, and most apps refuse a key without a
    /// name; or a figure out of range.</exception>
    public string Format()
    {
        if (Issuer.Length == 0 && Account.Length == 0)
            throw new InvalidOperationException("A key needs an issuer or an account to be told from others.");
        if (Digits is < 1 or > Hotp.MaximumDigits)
            throw new InvalidOperationException($"A code has 1 to {Hotp.MaximumDigits} digits, not {Digits}.");
        if (Period is < 1 or > Totp.MaximumPeriod)
            throw new InvalidOperationException($"A period is 1 to {Totp.MaximumPeriod} seconds, not {Period}.");

        var uri = new StringBuilder("otpauth://").Append(KindName).Append('/');
        // Without an issuer, a colon in the account would be read as the end of one: an empty prefix says that there is
        // none.
        if (Issuer.Length > 0 || Account.Contains(':')) uri.AppendPercentEncoded(Issuer).Append(':');
        uri.AppendPercentEncoded(Account).Append("?secret=").Append(Key.ToBase32());
        if (Issuer.Length > 0) uri.Append("&issuer=").AppendPercentEncoded(Issuer);
        if (Kind is OtpKind.Steam) return uri.ToString();   // nothing about a Steam code can be chosen
        if (Algorithm is not OtpAlgorithm.Sha1) uri.Append("&algorithm=").Append(AlgorithmName);
        // A totp key whose issuer is Steam and that says no digits would be taken for one of Steam's own, by us and by
        // others.
        if (Digits != Hotp.DefaultDigits
            || (Kind is OtpKind.Totp && Issuer.Equals("Steam", StringComparison.OrdinalIgnoreCase)))
            uri.Append("&digits=").Append(CultureInfo.InvariantCulture, $"{Digits}");
        if (Kind is OtpKind.Totp && Period != Totp.DefaultPeriod)
            uri.Append("&period=").Append(CultureInfo.InvariantCulture, $"{Period}");
        if (Kind is OtpKind.Hotp) uri.Append("&counter=").Append(CultureInfo.InvariantCulture, $"{Counter}");
        return uri.ToString();
    }

    /// <summary>Never the parts: the account is often an email address.</summary>
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
