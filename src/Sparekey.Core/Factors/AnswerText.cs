using System.Text;

namespace Sparekey.Core.Factors;

/// <summary>
/// Answers to security questions, brought to one spelling before they are hashed or compared: people do not remember
/// capitals and spaces.
/// </summary>
public static class AnswerText
{
    /// <summary>Characters after normalisation.</summary>
    public const int Shortest = 3;

    /// <summary>Characters after normalisation.</summary>
    public const int Longest = 100;

    // Compatibility forms and added spaces may shrink; what is longer than this cannot become short enough, and is not
    // looked at.
    private const int LongestTyped = 4 * Longest;

    /// <summary>
    /// Compatibility forms folded (NFKC), lower case, white space around gone and inner white space one space. Null
    /// when it is too short or too long.
    /// </summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped || !IsText(typed)) return null;
        // Upper case first: some letters meet only there, such as the final sigma.
        var folded = typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant()
            .Normalize(NormalizationForm.FormKC);
        var text = string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.EnumerateRunes().Count() is >= Shortest and <= Longest ? text : null;
    }

    // A lone half of a surrogate pair cannot be normalised.
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
