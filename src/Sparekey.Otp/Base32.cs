namespace Sparekey.Otp;

/// <summary>Base32 of RFC 4648 section 6: five bits a character, <c>A-Z</c> then <c>2-7</c>.</summary>
/// <remarks>
/// Letters are computed, not looked up: no table index depends on a secret. <see cref="OtpKey.Parse"/> reads keys that
/// people typed.
/// </remarks>
public static class Base32
{
    private const int BitsPerCharacter = 5;

    /// <summary>The padding character. Never written; accepted at the end of a text.</summary>
    public const char Padding = '=';

    /// <summary>Length of the Base32 text of <paramref name="bytes"/> bytes, without padding.</summary>
    /// <param name="bytes">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or too many for one string.</exception>
    public static int EncodedLength(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var characters = ((long)bytes * 8 + BitsPerCharacter - 1) / BitsPerCharacter;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(characters, int.MaxValue, nameof(bytes));
        return (int)characters;
    }

    /// <summary>
    /// Whole bytes that <paramref name="characters"/> characters hold: the room that <see cref="TryDecode"/> needs.
    /// </summary>
    /// <param name="characters">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static int DecodedLength(int characters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(characters);
        return (int)((long)characters * BitsPerCharacter / 8);
    }

    /// <summary>Writes <paramref name="bytes"/> in capitals, without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create(EncodedLength(bytes.Length), bytes, static (text, source) => Encode(source, text));

    /// <summary>
    /// Writes <paramref name="bytes"/> in capitals, without padding, into <paramref name="text"/>. Allocates nothing.
    /// </summary>
    /// <param name="bytes">Any length.</param>
    /// <param name="text">At least <see cref="EncodedLength"/> characters.</param>
    /// <returns>Characters written.</returns>
    /// <exception cref="ArgumentException"><paramref name="text"/> is too short.</exception>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var length = EncodedLength(bytes.Length);
        if (text.Length < length)
            throw new ArgumentException($"{bytes.Length} bytes need {length} characters.", nameof(text));
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFF;   // at most 4 bits are left from the byte before
            bits += 8;
            while (bits >= BitsPerCharacter)
            {
                bits -= BitsPerCharacter;
                text[at++] = LetterOf((buffer >> bits) & 31);
            }
        }
        if (bits > 0) text[at++] = LetterOf((buffer << (BitsPerCharacter - bits)) & 31);
        return at;
    }

    /// <summary>Reads Base32 in the form of RFC 4648: capitals, with complete padding or none.</summary>
    /// <param name="text">No spaces, no hyphens, no small letters.</param>
    /// <param name="bytes">At least <see cref="DecodedLength"/> of the unpadded text. Cleared when the result is
    /// false.</param>
    /// <param name="written">Bytes read; 0 when the result is false.</param>
    /// <returns>
    /// False for a character outside the alphabet, for a length that no bytes encode to (a multiple of 8 plus 1, 3 or
    /// 6), for partial padding, and when <paramref name="bytes"/> is too short. Leftover bits at the end are ignored,
    /// as in every known decoder.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        var letters = text.TrimEnd(Padding);
        if (letters.Length != text.Length && (text.Length % 8 != 0 || text.Length - letters.Length > 6)) return false;
        if (!IsWhole(letters.Length) || bytes.Length < DecodedLength(letters.Length)) return false;
        var (buffer, bits) = (0, 0);
        foreach (var letter in letters)
        {
            var value = ValueOf(letter);
            if (value < 0)
            {
                bytes[..written].Clear();
                written = 0;
                return false;
            }
            buffer = ((buffer << BitsPerCharacter) | value) & 0xFFF;
            bits += BitsPerCharacter;
            if (bits < 8) continue;
            bits -= 8;
            bytes[written++] = (byte)(buffer >> bits);
        }
        return true;
    }

    /// <summary>Whether some number of bytes encodes to this many characters.</summary>
    internal static bool IsWhole(int characters) => characters % 8 is 0 or 2 or 4 or 5 or 7;

    /// <summary>0 to 31, or -1 for a character outside the alphabet. Capitals only.</summary>
    internal static int ValueOf(int character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= '2' and <= '7' => character - '2' + 26,
        _ => -1,
    };

    private static char LetterOf(int value) => (char)(value < 26 ? 'A' + value : '2' + value - 26);
}
