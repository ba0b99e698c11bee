using System.Diagnostics;

namespace Sparekey.Otp;

/// <summary>The result of reading an <c>otpauth:</c> URI.</summary>
public abstract record OtpAuthReading
{
    private OtpAuthReading() { }

    /// <summary>The URI can be used.</summary>
    /// <param name="Uri">The caller disposes its key.</param>
    /// <param name="Warnings">Remarks for a person, each at most once, in the order of
    /// <see cref="OtpAuthWarning"/>.</param>
    public sealed record Parsed(OtpAuthUri Uri, IReadOnlyList<OtpAuthWarning> Warnings) : OtpAuthReading;

    /// <summary>The URI cannot be used. Nothing was read from it.</summary>
    /// <param name="Reason">For programs; stable.</param>
    /// <param name="Message">One or two sentences for a person. Never contains the key.</param>
    public sealed record Refused(OtpAuthRefusal Reason, string Message) : OtpAuthReading
    {
        /// <summary>
        /// The name in the label or the parameter, to tell which of several URIs was refused. Empty if there is none.
        /// </summary>
        public string Issuer { get; init; } = "";

        /// <inheritdoc cref="Issuer"/>
        public string Account { get; init; } = "";

        /// <summary>Never prints the names: the account is often an email address.</summary>
        public override string ToString() => $"Refused({Reason})";
    }
}

/// <summary>Why an <c>otpauth:</c> URI cannot be used.</summary>
public enum OtpAuthRefusal
{
    /// <summary>Another scheme, or not a URI.</summary>
    NotOtpAuth,

    /// <summary>Longer than 16,384 characters.</summary>
    TooLong,

    /// <summary>
    /// <c>otpauth-migration:</c>, the export of Google Authenticator. <see cref="MigrationPayload"/> reads it.
    /// </summary>
    Migration,

    /// <summary>A kind of key other than totp, hotp and steam.</summary>
    UnknownKind,

    /// <summary>Neither an issuer nor an account.</summary>
    NoName,

    /// <summary>No secret parameter.</summary>
    SecretMissing,

    /// <summary>The secret is shorter than one byte.</summary>
    SecretEmpty,

    /// <summary>A character of the secret is not Base32.</summary>
    SecretUnreadable,

    /// <summary>The secret is longer than <see cref="OtpKey.MaximumLength"/> bytes.</summary>
    SecretTooLong,

    /// <summary>
    /// An algorithm other than SHA1, SHA256 and SHA512. An unknown algorithm is never read as SHA1: the codes would be
    /// wrong without any warning.
    /// </summary>
    UnknownAlgorithm,

    /// <summary>The number of digits is not 1 to 10.</summary>
    BadDigits,

    /// <summary>The period is not 1 to 86,400 seconds.</summary>
    BadPeriod,

    /// <summary>The counter is negative, larger than 64 bits, or not a number.</summary>
    BadCounter,

    /// <summary>One parameter has two different values.</summary>
    Contradiction,
}

/// <summary>Unusual properties of an <c>otpauth:</c> URI that can be used.</summary>
public enum OtpAuthWarning
{
    /// <summary>The key is shorter than 80 bits.</summary>
    ShortKey,

    /// <summary>No bytes encode to the length of the secret: a character may be missing.</summary>
    IncompleteKey,

    /// <summary>The prefix of the label differs from the issuer: see <see cref="OtpAuthUri.LabelIssuer"/>.</summary>
    IssuersDiffer,

    /// <summary>The required counter is missing; 0 is used.</summary>
    CounterMissing,

    /// <summary>A number of digits that many apps cannot show: not 6, 7 or 8.</summary>
    UnusualDigits,

    /// <summary>The key is read as a Steam key only because the issuer is Steam.</summary>
    SteamByIssuer,

    /// <summary>
    /// A <c>#</c> was not encoded. It was read as part of the text, or the text after it was ignored.
    /// </summary>
    UnescapedHash,

    /// <summary>A <c>%</c> was not encoded. It was read literally.</summary>
    StrayPercent,
}

/// <summary>Sentences for <see cref="OtpAuthWarning"/>.</summary>
public static class OtpAuthWarnings
{
    /// <summary>One or two sentences for a person.</summary>
    /// <param name="warning">The unusual property.</param>
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
