namespace Sparekey.Core.Factors;

/// <summary>The name that a holder gives to an authenticator, to distinguish it from others.</summary>
public static class FactorName
{
    /// <summary>In UTF-16 units.</summary>
    public const int Longest = 40;

    /// <summary>
    /// The name without white space at its ends. Null if nothing is left, if the name is too long, or if it is not
    /// plain text on one line: messages quote it.
    /// </summary>
    public static string? Read(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= Longest } name && name.EnumerateRunes().All(IsPrinted) ? name : null;

    // The replacement character (0xFFFD) stands for half a surrogate pair.
    private static bool IsPrinted(System.Text.Rune rune) =>
        !System.Text.Rune.IsControl(rune)
            && rune.Value is not (0x2028 or 0x2029 or 0xFFFD or >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069);
}
