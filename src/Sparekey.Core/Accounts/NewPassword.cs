using System.Text;

namespace Sparekey.Core.Accounts;

/// <summary>Why a new password is refused.</summary>
public enum PasswordFault
{
    TooShort,
    TooLong,

    /// <summary>
    /// On a list of passwords that attackers try first, or a repetition, or a sequence of the alphabet, digits or
    /// keyboard.
    /// </summary>
    Common,

    /// <summary>Built from the holder's email address or from the name of the service.</summary>
    Context,
}

/// <summary>
/// The rules for a new password: neither too short nor too long, not a common one, not built from the service's name or
/// the holder's address. There are no rules of composition.
/// </summary>
public abstract record NewPassword
{
    /// <summary>Code points. A longer password is not safer, and takes longer to hash.</summary>
    public const int Maximum = 128;

    private NewPassword() { }

    public sealed record Accepted : NewPassword;

    /// <param name="Limit">The limit that was missed, in code points; null where no length was wrong.</param>
    public sealed record Refused(PasswordFault Fault, int? Limit = null) : NewPassword;

    /// <summary>
    /// SP 800-63B-4 section 3.1.1.2: compare the entire password with the blocklist, and tell the person the reason of
    /// a refusal.
    /// </summary>
    /// <param name="minimum">Code points.</param>
    /// <param name="common">Whether a password, in lower case, is on the list of common passwords.</param>
    public static NewPassword Judge(string password, EmailAddress email, int minimum, Func<string, bool> common)
    {
        var normal = password.Normalize(NormalizationForm.FormC);
        var length = normal.EnumerateRunes().Count();
        if (length < minimum) return new Refused(PasswordFault.TooShort, minimum);
        if (length > Maximum) return new Refused(PasswordFault.TooLong, Maximum);
        var lower = normal.ToLowerInvariant();
        if (common(lower) || IsRun(lower)) return new Refused(PasswordFault.Common);
        if (IsContext(lower, email)) return new Refused(PasswordFault.Context);
        return new Accepted();
    }

    // A repeated block of 1 to 4 characters, or a sequence of the alphabet, the digits or a keyboard row.
    private static bool IsRun(string text)
    {
        for (var block = 1; block <= 4; block++)
            if (text.Length >= 2 * block
                && Enumerable.Range(block, text.Length - block).All(i => text[i] == text[i % block]))
                return true;
        ReadOnlySpan<string> rows = ["abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            "0123456789012345678901234567890", "qwertyuiopasdfghjklzxcvbnm", "1234567890qwertyuiop"];
        foreach (var row in rows)
            if (row.Contains(text, StringComparison.Ordinal)
                || new string([.. row.Reverse()]).Contains(text, StringComparison.Ordinal))
                return true;
        return false;
    }

    // A word of the address or the name of the service, with at most 3 other letters and any digits and signs; or the
    // whole address.
    private static bool IsContext(string lower, EmailAddress email)
    {
        var letters = new string([.. lower.Where(char.IsLetter)]);
        var at = email.Normalized.LastIndexOf('@');
        var words = email.Normalized[..at].Split('.', '+', '-', '_').Append(email.Normalized[..at])
            .Append(email.Normalized[(at + 1)..].Split('.')[0]).Append("sparekey");
        foreach (var word in words)
        {
            var core = new string([.. word.Where(char.IsLetter)]);
            if (core.Length >= 4 && letters.Replace(core, "", StringComparison.Ordinal).Length <= 3
                && letters.Contains(core, StringComparison.Ordinal))
                return true;
        }
        return lower == email.Normalized;
    }
}
