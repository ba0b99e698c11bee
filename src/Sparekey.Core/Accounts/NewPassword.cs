using System.Text;

namespace Sparekey.Core.Accounts;

/// <summary>What a new password must be: long enough, not too long, not known, not about this service or its owner. No rules of composition.</summary>
public abstract record NewPassword
{
    /// <summary>Code points. Longer ones help nobody and cost hashing time.</summary>
    public const int Maximum = 128;

    private NewPassword() { }

    public sealed record Accepted : NewPassword;

    /// <param name="Reason"><c>too_short</c>, <c>too_long</c>, <c>common</c> or <c>context</c>.</param>
    /// <param name="Detail">One sentence for the person.</param>
    public sealed record Refused(string Reason, string Detail) : NewPassword;

    /// <summary>SP 800-63B-4 section 3.1.1.2: the entire password is compared with the blocklist, and the person is told why it was refused.</summary>
    /// <param name="minimum">Code points.</param>
    /// <param name="common">Whether the lower-cased password is on the list of common ones.</param>
    public static NewPassword Judge(string password, EmailAddress email, int minimum, Func<string, bool> common)
    {
        var normal = password.Normalize(NormalizationForm.FormC);
        var length = normal.EnumerateRunes().Count();
        if (length < minimum) return new Refused("too_short", $"Use at least {minimum} characters. A few unrelated words make a good password.");
        if (length > Maximum) return new Refused("too_long", $"Use at most {Maximum} characters.");
        var lower = normal.ToLowerInvariant();
        if (common(lower) || IsRun(lower)) return new Refused("common", "This password is on lists that attackers try first. Choose another one.");
        if (IsContext(lower, email)) return new Refused("context", "This password is built from your email address or the name of this service. Choose another one.");
        return new Accepted();
    }

    // One character, or one short block, over and over; or a straight run through the alphabet, the digits or a keyboard row.
    private static bool IsRun(string text)
    {
        for (var block = 1; block <= 4; block++)
            if (text.Length >= 2 * block && Enumerable.Range(block, text.Length - block).All(i => text[i] == text[i % block])) return true;
        ReadOnlySpan<string> rows = ["abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "0123456789012345678901234567890", "qwertyuiopasdfghjklzxcvbnm", "1234567890qwertyuiop"];
        foreach (var row in rows)
            if (row.Contains(text, StringComparison.Ordinal) || new string([.. row.Reverse()]).Contains(text, StringComparison.Ordinal)) return true;
        return false;
    }

    // A word of the address or of the service, dressed up with digits and signs: what is left without them is short.
    private static bool IsContext(string lower, EmailAddress email)
    {
        var letters = new string([.. lower.Where(char.IsLetter)]);
        var at = email.Normalized.LastIndexOf('@');
        var words = email.Normalized[..at].Split('.', '+', '-', '_').Append(email.Normalized[..at]).Append(email.Normalized[(at + 1)..].Split('.')[0]).Append("sparekey");
        foreach (var word in words)
        {
            var core = new string([.. word.Where(char.IsLetter)]);
            if (core.Length >= 4 && letters.Replace(core, "", StringComparison.Ordinal).Length <= 3 && letters.Contains(core, StringComparison.Ordinal)) return true;
        }
        return lower == email.Normalized;
    }
}
