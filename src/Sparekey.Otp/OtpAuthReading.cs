using System.Diagnostics;

namespace Sparekey.Otp;

/// <summary>What became of a text that should be an <c>otpauth:</c> URI.</summary>
public abstract record OtpAuthReading
{
    private OtpAuthReading() { }

    /// <summary>It can be used.</summary>
    /// <param name="Uri">Its parts; the caller disposes the key.</param>
    /// <param name="Warnings">What a person may want to know, each at most once, in the order of
    /// <see cref="OtpAuthWarning"/>.</param>
    public sealed record Parsed(OtpAuthUri Uri, IReadOnlyList<OtpAuthWarning> Warnings) : OtpAuthReading;

    /// <summary>It cannot be used, and nothing of it was taken.</summary>
    /// <param name="Reason">For programs; never reworded.</param>
    /// <param name="Message">One sentence or two for a person. Never the key.</param>
    public sealed record Refused(OtpAuthRefusal Reason, string Message) : OtpAuthReading
    {
        /// <summary>
        /// Whom the label and the parameter name, to say which of several was refused; empty where nothing does.
        /// </summary>
        public string Issuer { get; init; } = "";

        /// <inheritdoc cref="Issuer"/>
        public string Account { get; init; } = "";

        /// <summary>Never the names: the account is often an email address.</summary>
        public override string ToString() => $"Refused({Reason})";
    }
}

/// <summary>Why an <c>otpauth:</c> URI cannot be used.</summary>
public enum OtpAuthRefusal
{
    /// <summary>Another scheme, or no URI.</summary>
    NotOtpAuth,

    /// <summary>Longer than any QR code holds.</summary>
    TooLong,

    /// <summary><c>otpauth-migration:</c>, the export of Google Authenticator, which is another format.</summary>
    Migration,

    /// <summary>A kind of key other than totp, hotp and steam.</summary>
    UnknownKind,

    /// <summary>Neither an issuer nor an account.</summary>
    NoName,

    /// <summary>No secret parameter.</summary>
    SecretMissing,

    /// <summary>The secret has no whole byte.</summary>
    SecretEmpty,

    /// <summary>A character of the secret is not Base32.</summary>
    SecretUnreadable,

    /// <summary>The secret is over <see cref="OtpKey.MaximumLength"/> bytes.</summary>
    SecretTooLong,

    /// <summary>
    /// An algorithm other than SHA1, SHA256 and SHA512. Never taken for SHA1: the codes would be wrong without a word.
    /// </summary>
    UnknownAlgorithm,

    /// <summary>Digits not 1 to 10.</summary>
    BadDigits,

    /// <summary>A period not 1 to 86,400.</summary>
    BadPeriod,

    /// <summary>A counter that is negative, over 64 bits, or no number.</summary>
    BadCounter,

    /// <summary>One parameter twice, with different values.</summary>
    Contradiction,
}

/// <summary>What is odd about an <c>otpauth:</c> URI that can be used all the same.</summary>
public enum OtpAuthWarning
{
    /// <summary>Under 80 bits.</summary>
    ShortKey,

    /// <summary>No bytes encode to the secret's length: a character may be missing.</summary>
    IncompleteKey,

    /// <summary>The label's prefix is not the issuer: see <see cref="OtpAuthUri.LabelIssuer"/>.</summary>
    IssuersDiffer,

    /// <summary>No counter where one is required; 0 was taken.</summary>
    CounterMissing,

    /// <summary>A number of digits that many apps cannot show: not 6, 7 or 8.</summary>
    UnusualDigits,

    /// <summary>Read as a Steam key only because the issuer is Steam.</summary>
    SteamByIssuer,

    /// <summary>A <c>#</c> was not encoded; it was read as part of the text, or what follows it was left out.</summary>
    UnescapedHash,

    /// <summary>A <c>%</c> was not encoded; it was read as itself.</summary>
    StrayPercent,
}

/// <summary>Words for <see cref="OtpAuthWarning"/>.</summary>
public static class OtpAuthWarnings
{
    /// <summary>One sentence or two for a person.</summary>
    /// <param name="warning">What is odd.</param>
    public static string Message(this OtpAuthWarning warning) => warning switch
    {
        OtpAuthWarning.ShortKey =>
            "The key is short (under 80 bits) and easier to guess than it should be. Ask the site for a new one.",
        OtpAuthWarning.IncompleteKey => "The key has an unusual length: check that no character is missing.",
        OtpAuthWarning.IssuersDiffer =>
            "The code names two different issuers. Check that it comes from the site that you expect.",
        OtpAuthWarning.CounterMissing =>
            "The counter is missing and starts at 0. If codes are refused, ask the site to set it up again.",
        OtpAuthWarning.UnusualDigits => "The number of digits is unusual: some apps cannot show these codes.",
        OtpAuthWarning.SteamByIssuer => "Read as a Steam key, because its issuer is Steam.",
        OtpAuthWarning.UnescapedHash => "The code contains a # that should have been encoded. Check the name.",
        OtpAuthWarning.StrayPercent => "The code contains a % that should have been encoded. Check the name.",
        _ => throw new UnreachableException(),
    };
}
