namespace Sparekey.Core.Factors;

/// <summary>What a holder calls an authenticator, so that several can be told apart.</summary>
public static class FactorName
{
    /// <summary>In UTF-16 units.</summary>
    public const int Longest = 40;

    /// <summary>
    /// The name without white space around it, or null when nothing is left, it is too long, or it holds what is no
    /// text on one line: it is printed into messages.
    /// </summary>
    public static string? Read(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= Longest } name && name.EnumerateRunes().All(IsPrinted) ? name : null;

    // The replacement character stands for a broken pair.
    private static bool IsPrinted(System.Text.Rune rune) =>
        !System.Text.Rune.IsControl(rune)
            && rune.Value is not (0x2028 or 0x2029 or 0xFFFD or >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069);
}
