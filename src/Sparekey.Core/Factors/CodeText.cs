using System.Text;

namespace Sparekey.Core.Factors;

/// <summary>
/// Brings a typed code into its one spelling, before the limiter and before the check for reuse see it.
/// </summary>
public static class CodeText
{
    private const int Longest = 64;   // no code that we make is longer; a longer text is not looked at

    /// <summary>
    /// Digits of a numeric code: full-width and other compatibility forms become ASCII, spaces and hyphens go. Null
    /// when anything else is left.
    /// </summary>
    public static string? Digits(string? typed)
    {
        var text = Compact(typed);
        return text is { Length: > 0 } && text.All(char.IsAsciiDigit) ? text : null;
    }

    /// <summary>Letters and digits of a recovery or resume code, upper case. Null when anything else is left.</summary>
    public static string? Letters(string? typed)
    {
        var text = Compact(typed)?.ToUpperInvariant();
        return text is { Length: > 0 } && text.All(char.IsAsciiLetterOrDigit) ? text : null;
    }

    private static string? Compact(string? typed)
    {
        if (typed is null || typed.Length > Longest) return null;
        var kept = new StringBuilder(typed.Length);
        foreach (var c in typed.Normalize(NormalizationForm.FormKC))
            if (!char.IsWhiteSpace(c) && c is not ('-' or '\u2010' or '\u2011' or '\u2013' or '\u200B' or '\u2060'))
                kept.Append(c);
        return kept.ToString();
    }
}
