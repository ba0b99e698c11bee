using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Otp;

/// <summary>The result of reading a key that somebody typed, pasted or scanned.</summary>
public abstract record TypedKey
{
    private TypedKey() { }

    /// <summary>One sentence for a person.</summary>
    public abstract string Message { get; }

    /// <summary>The text is a key.</summary>
    /// <param name="Key">The caller disposes it.</param>
    /// <param name="LooksIncomplete">No bytes encode to this number of characters: one may be missing or superfluous.
    /// Some sites issue such keys, and apps ignore the leftover bits.</param>
    public sealed record Accepted(OtpKey Key, bool LooksIncomplete) : TypedKey
    {
        /// <inheritdoc/>
        public override string Message => LooksIncomplete
            ? "The key can be used, but its length is unusual: check that no character is missing."
            : "The key can be used.";
    }

    /// <summary>A character cannot be part of a key. This is the first such character.</summary>
    /// <param name="Character">As typed; one Unicode scalar value.</param>
    /// <param name="Position">From 1. Every typed character counts, spaces too.</param>
    /// <param name="Likely">The letters that were probably meant, most probable first (<c>O</c> for 0, <c>IL</c> for 1,
    /// <c>B</c> for 8), or empty. Programs disagree about them, so none is substituted.</param>
    public sealed record BadCharacter(Rune Character, int Position, string Likely) : TypedKey
    {
        /// <summary>The likely letters as a question, <c>O?</c> or <c>I or L?</c>; empty if there are none.</summary>
        public string Hint => Likely.Length == 0 ? "" : string.Join(" or ", Likely.AsEnumerable()) + "?";

        /// <inheritdoc/>
        public override string Message
        {
            get
            {
                var name = Rune.IsControl(Character) || Rune.GetUnicodeCategory(Character) is UnicodeCategory.Format
                    ? ""
                    : $" \"{Character}\"";
                if (!Character.IsAscii || name.Length == 0) name += $" (U+{Character.Value:X4})";
                return $"Character {Position},{name}, cannot be part of a key: keys have the letters A to Z and the "
                    + "digits 2 to 7."
                    + (Hint.Length == 0 ? "" : $" Is it {Hint}");
            }
        }
    }

    /// <summary>The text holds less than one byte.</summary>
    public sealed record Empty : TypedKey
    {
        /// <inheritdoc/>
        public override string Message => "The key is empty.";
    }

    /// <summary>The key is longer than <see cref="OtpKey.MaximumLength"/> bytes.</summary>
    public sealed record TooLong : TypedKey
    {
        /// <inheritdoc/>
        public override string Message => $"The key is too long: at most {OtpKey.MaximumLength} bytes are read.";
    }

    internal static TypedKey Read(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[OtpKey.MaximumLength];
        try
        {
            return Read(text, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static TypedKey Read(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var (buffer, bits, letters, written, position, padded) = (0, 0, 0, 0, 0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (IsSeparator(rune)) continue;
            var character = Capital(rune.Value);
            if (character == Base32.Padding && letters > 0)
            {
                padded = true;
                continue;
            }
            var value = padded ? -1 : Base32.ValueOf(character);
            if (value < 0) return new BadCharacter(rune, position, LikelyLetters(character));
            letters++;
            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            if (written == bytes.Length) return new TooLong();
            bytes[written++] = (byte)(buffer >> bits);
        }
        if (written == 0) return new Empty();
        return new Accepted(OtpKey.FromBytes(bytes[..written]), !Base32.IsWhole(letters));
    }

    // Characters that people and word processors put between groups: spaces of every width (NBSP too), hyphens and
    // dashes of every kind, and marks without width.
    private static bool IsSeparator(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation
        // soft hyphen, zero-width space, word joiner, minus, byte order mark
        || rune.Value is 0x00AD or 0x200B or 0x2060 or 0x2212 or 0xFEFF;

    // East Asian keyboards type full-width letters and digits (U+FF01 to U+FF5E). Each stands for exactly one ASCII
    // character.
    private static int Capital(int character)
    {
        if (character is >= 0xFF01 and <= 0xFF5E) character -= 0xFEE0;
        return character is >= 'a' and <= 'z' ? character - 'a' + 'A' : character;
    }

    private static string LikelyLetters(int character) => character switch
    {
        '0' => "O",
        '1' => "IL",
        '8' => "B",
        _ => "",
    };
}
