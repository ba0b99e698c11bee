using System.Text;

namespace Sparekey.Core.Factors;

/// <summary>The normal form of a typed code, made before the code is counted or checked for reuse.</summary>
public static class CodeText
{
    private const int Longest = 64;   // no code is longer, so a longer text is not read

    /// <summary>
    /// The digits of a numeric code: full-width and other compatibility forms become ASCII; spaces and hyphens are
    /// removed. Null if any other character is left.
    /// </summary>
    public static string? Digits(string? typed)
    {
        var text = Compact(typed);
        return text is { Length: > 0 } && text.All(char.IsAsciiDigit) ? text : null;
    }

    /// <summary>
    /// The letters and digits of a recovery or resume code, in upper case. Null if any other character is left.
    /// </summary>
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
