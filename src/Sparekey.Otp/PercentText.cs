using System.Globalization;
using System.Text;

namespace Sparekey.Otp;

/// <summary>Percent-encoding of RFC 3986 section 2.1: strict when writing, lenient when reading.</summary>
internal static class PercentText
{
    /// <summary>
    /// The limit of the Stream-Safe Text Format (Unicode Standard Annex #15, section 13). No language needs as many.
    /// </summary>
    private const int MostMarks = 30;

    /// <summary>
    /// Decodes once. A <c>%</c> without two hexadecimal digits stays as it is. Bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    /// <param name="text">Encoded text.</param>
    /// <param name="plusIsSpace">True in a query, where forms write a space as <c>+</c>; false in a path.</param>
    /// <param name="stray">Set when a <c>%</c> was read literally; never cleared.</param>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace, ref bool stray)
    {
        if (text.IndexOfAny("%+") < 0) return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            var used = 1;
            switch (text[0])
            {
                case '%' when text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]):
                    bytes[length++] = byte.Parse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture);
                    used = 3;
                    break;
                case '%':
                    bytes[length++] = (byte)'%';
                    stray = true;
                    break;
                case '+' when plusIsSpace:
                    bytes[length++] = (byte)' ';
                    break;
                default:
                    Rune.DecodeFromUtf16(text, out var rune, out used);
                    length += rune.EncodeToUtf8(bytes.AsSpan(length));
                    break;
            }
            text = text[used..];
        }
        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        Array.Clear(bytes);   // the query holds the key
        return decoded;
    }

    /// <summary>
    /// Appends <paramref name="text"/>. Encodes all characters except the unreserved ones and <c>@</c>, which RFC 3986
    /// section 3.3 allows in a path and in a query. A space is <c>%20</c>.
    /// </summary>
    public static StringBuilder AppendPercentEncoded(this StringBuilder uri, string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii
                && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_' or '~' or '@'))
            {
                uri.Append((char)rune.Value);
                continue;
            }
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
                uri.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }
        return uri;
    }

    /// <summary>
    /// The form to show to people: composed (NFC), without control characters and surrounding spaces.
    /// </summary>
    /// <remarks>
    /// Composition needs ICU: in invariant globalization mode .NET silently returns the text unchanged. A text with
    /// more than <see cref="MostMarks"/> marks in a row is not composed, because the time to sort marks grows with the
    /// square of their number.
    /// </remarks>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var (marks, most) = (0, 0);
        foreach (var rune in text.EnumerateRunes())   // a lone surrogate, at which Normalize throws, becomes U+FFFD
        {
            if (Rune.IsControl(rune)) continue;
            tidy.Append(rune);
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                ? marks + 1
                : 0;
            most = Math.Max(most, marks);
        }
        if (most > MostMarks) return tidy.ToString().Trim();
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(tidy.ToString()))
            .Normalize(NormalizationForm.FormC).Trim();
    }
}
