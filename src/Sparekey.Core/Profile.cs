namespace Sparekey.Core;

/// <summary>
/// The setting that chooses the numbers: <c>exchange</c> is the usual practice of large exchanges, <c>strict</c> is
/// NIST SP 800-63B-4 AAL2 and OWASP ASVS 5.0.
/// </summary>
public enum Profile { Exchange, Strict }

/// <summary>
/// The numbers that differ between the two profiles. Every other number is a constant beside its rule.
/// </summary>
/// <param name="BackupKeyBytes">Length of a new authenticator key. 10 bytes are 16 characters; RFC 4226 section 4
/// requires 16 bytes and recommends 20.</param>
/// <param name="ResetPhoneCode">SP 800-63B-4 section 3.1.3.2 limits the life of an out-of-band code to 10
/// minutes.</param>
/// <param name="ResetEmailCode">SP 800-63B-4 section 4.2.1.2 limits the life of an emailed recovery code to 24
/// hours.</param>
/// <param name="SecurityQuestions">Whether security questions are offered. ASVS 6.4.2 forbids them.</param>
/// <param name="PasswordMinimum">Code points. SP 800-63B-4 section 3.1.1.2 requires 15 if the password is the only
/// factor, as in a new account.</param>
/// <param name="RestrictedNotice">Whether SMS and voice are offered with the notice that SP 800-63B-4 section 3.2.9
/// requires.</param>
public sealed record ProfileNumbers(
    int BackupKeyBytes,
    CodeShape ResetPhoneCode,
    CodeShape ResetEmailCode,
    CodeShape SignInCode,
    bool SecurityQuestions,
    int PasswordMinimum,
    bool RestrictedNotice)
{
    public static ProfileNumbers Of(Profile profile) => profile switch
    {
        Profile.Exchange => new(10, new(6, TimeSpan.FromMinutes(30)), new(6, TimeSpan.FromMinutes(30)),
            new(6, TimeSpan.FromMinutes(5)), true, 12, false),
        Profile.Strict => new(20, new(6, TimeSpan.FromMinutes(10)), new(8, TimeSpan.FromMinutes(30)),
            new(6, TimeSpan.FromMinutes(5)), false, 15, true),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How many digits an out-of-band code has and how long it lives.</summary>
public readonly record struct CodeShape(int Digits, TimeSpan Lifetime);
