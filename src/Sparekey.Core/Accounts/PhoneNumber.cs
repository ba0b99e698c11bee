using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sparekey.Core.Accounts;

/// <summary>A telephone number in E.164 form.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class PhoneNumber : IEquatable<PhoneNumber>
{
    // ITU-T E.164 section 6.2.1: at most 15 digits, country code included. No number is shorter than 7 digits with its
    // country code.
    private const int MinimumDigits = 7;
    private const int MaximumDigits = 15;

    // ITU-T E.164.D: the country codes of one and of two digits; every other assigned code has three.
    private const string OneDigitCodes = "17";
    private static readonly HashSet<string> TwoDigitCodes = new(StringComparer.Ordinal)
    {
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
        "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    };

    private PhoneNumber(string value) => Value = value;

    /// <summary>Plus sign and digits: <c>+84912345621</c>.</summary>
    public string Value { get; }

    /// <summary>Country calling code with its plus sign: <c>+84</c>.</summary>
    public string CallingCode =>
        Value[..(1 + (OneDigitCodes.Contains(Value[1]) ? 1 : TwoDigitCodes.Contains(Value[1..3]) ? 2 : 3))];

    /// <summary>Calling code and the last two digits: <c>+84 ••• ••• 21</c>.</summary>
    public string Hint => $"{CallingCode} ••• ••• {Value[^2..]}";

    /// <summary>
    /// Reads an international number: a plus sign or <c>00</c>, then digits. Spaces, dots, hyphens and parentheses are
    /// ignored.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? number)
    {
        number = null;
        if (text is null || text.Length > 40) return false;
        var digits = new StringBuilder(16);
        var plus = false;
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
            else if (c == '+' && !plus && digits.Length == 0) plus = true;
            else if (!(char.IsWhiteSpace(c) || c is '-' or '.' or '(' or ')' or '\u2011' or '\u2010')) return false;
        }
        if (!plus)
        {
            if (digits.Length < 2 || digits[0] != '0' || digits[1] != '0') return false;
            digits.Remove(0, 2);
        }
        if (digits.Length is < MinimumDigits or > MaximumDigits || digits[0] == '0') return false;
        number = new PhoneNumber("+" + digits);
        return true;
    }

    public bool Equals(PhoneNumber? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as PhoneNumber);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "PhoneNumber(…)";
}
