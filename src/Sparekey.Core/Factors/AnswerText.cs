using System.Text;

namespace Sparekey.Core.Factors;

/// <summary>
/// The normal form of answers to security questions, made before an answer is hashed or compared: people do not
/// remember capitals and spaces.
/// </summary>
public static class AnswerText
{
    /// <summary>Characters after normalisation.</summary>
    public const int Shortest = 3;

    /// <summary>Characters after normalisation.</summary>
    public const int Longest = 100;

    // Normalisation may shorten a text, but never a longer one than this to the permitted length.
    private const int LongestTyped = 4 * Longest;

    /// <summary>
    /// NFKC, lower case, no white space at the ends, one space for inner white space. Null if the result is too short
    /// or too long.
    /// </summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped || !IsText(typed)) return null;
        // Upper case first: some letters, such as the final sigma, become equal only there.
        var folded = typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant()
            .Normalize(NormalizationForm.FormKC);
        var text = string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.EnumerateRunes().Count() is >= Shortest and <= Longest ? text : null;
    }

    // Half a surrogate pair cannot be normalised.
    private static bool IsText(string typed)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            if (!char.IsSurrogate(typed[i])) continue;
            if (i + 1 == typed.Length || !char.IsSurrogatePair(typed[i], typed[i + 1])) return false;
            i++;
        }
        return true;
    }
}
