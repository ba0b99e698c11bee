using Sparekey.Core;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Operations;

/// <summary>
/// The numbers in force that are weaker than those of the strict profile, and why that matters, one line each.
/// </summary>
public static class StrictDifferences
{
    public static IReadOnlyList<string> Of(Settings settings)
    {
        var ours = settings.Numbers;
        var strict = ProfileNumbers.Of(Profile.Strict);
        var lines = new List<string>();
        if (ours.BackupKeyBytes < strict.BackupKeyBytes)
            lines.Add($"Backup keys have {ours.BackupKeyBytes * 8} bits, strict {strict.BackupKeyBytes * 8}: "
                + "RFC 4226 section 4 asks for 128 or more.");
        if (ours.ResetPhoneCode.Lifetime > strict.ResetPhoneCode.Lifetime)
            lines.Add($"Reset codes to a phone live {PlainTime.Left(ours.ResetPhoneCode.Lifetime)}, "
                + $"strict {PlainTime.Left(strict.ResetPhoneCode.Lifetime)}: NIST SP 800-63B-4 section 3.1.3.2 ends "
                + "them there, so that a thief has less time.");
        if (ours.ResetEmailCode.Digits < strict.ResetEmailCode.Digits)
            lines.Add($"Reset codes by email have {ours.ResetEmailCode.Digits} digits, "
                + $"strict {strict.ResetEmailCode.Digits}: a hundred times as many to guess from.");
        if (ours.SecurityQuestions && !strict.SecurityQuestions)
            lines.Add("Security questions are asked in a reset, strict has none: answers are found out and phished "
                + "(OWASP ASVS 6.4.2). They never suffice here by themselves.");
        if (ours.PasswordMinimum < strict.PasswordMinimum)
            lines.Add($"Passwords have {ours.PasswordMinimum} characters or more, strict {strict.PasswordMinimum}: "
                + "NIST SP 800-63B-4 section 3.1.1.2 asks for them where a password stands alone, "
                + "as it does until a second factor is set up.");
        if (!ours.RestrictedNotice && strict.RestrictedNotice)
            lines.Add("People are not told that SMS and voice are weaker than the other methods, "
                + "in strict they are (NIST SP 800-63B-4 section 3.2.9).");
        if (settings.Profile != Profile.Strict)
            lines.Add("An account of the basic tier may be reset by codes alone after an objection window, "
                + "strict asks for identity, a passkey or a recovery code: a stolen mailbox and SIM are "
                + "then not enough.");
        return lines;
    }
}
