using Sparekey.Otp;

namespace Sparekey.Core.Factors;

/// <summary>
/// The text of a recovery code: 80 bits as 16 Base32 characters in four groups, <c>ABCD-EFGH-IJKL-MNOP</c>.
/// </summary>
public static class RecoveryCodeText
{
    /// <summary>Codes in a set.</summary>
    public const int SetSize = 10;

    /// <summary>80 bits, above the 64 that SP 800-63B-4 section 4.2.1.1 asks of a saved recovery code.</summary>
    public const int Bytes = 10;

    public static string Format(ReadOnlySpan<byte> random)
    {
        if (random.Length != Bytes)
            throw new ArgumentException($"A recovery code is made of {Bytes} bytes.", nameof(random));
        var text = Base32.Encode(random);
        return $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}";
    }

    /// <summary>The form in which a code is hashed, or null if the text cannot be a code.</summary>
    public static string? Normalize(string? typed) => CodeText.Letters(typed) is { Length: 16 } text ? text : null;
}
