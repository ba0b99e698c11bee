using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Sparekey.Authenticator.Formats;

/// <summary>JSON of files that anybody may have written.</summary>
internal static class Json
{
    /// <summary>Levels. The deepest honest format has six.</summary>
    private const int MaximumDepth = 32;

    private const int EscapeLength = 6;

    /// <returns>Null when it is not JSON, or is nested deeper than any honest file.</returns>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span)) return null;
        try
        {
            return JsonDocument.Parse(MendSurrogates(utf8), new JsonDocumentOptions { MaxDepth = MaximumDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when it is not Base64.</returns>
    public static byte[]? FromBase64(this string text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>
    /// Half a surrogate pair, <c>\ud83d</c> alone, is JSON, but no text can hold it and .NET throws at it: it becomes
    /// U+FFFD.
    /// </summary>
    private static ReadOnlyMemory<byte> MendSurrogates(ReadOnlyMemory<byte> utf8)
    {
        byte[]? mended = null;
        var text = utf8.Span;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf((byte)'\\');
            if (next < 0) break;
            at += next;
            var unit = EscapedUnit(text[at..]);
            if (!char.IsSurrogate(unit)) at += 2;   // past the backslash and what it escapes
            else if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(EscapedUnit(text[(at + EscapeLength)..])))
                at += 2 * EscapeLength;
            else
            {
                mended ??= utf8.ToArray();
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
                at += EscapeLength;
            }
        }
        return mended ?? utf8;
    }

    /// <summary>The UTF-16 unit that <c>\uXXXX</c> stands for; 0 where no such escape stands.</summary>
    private static char EscapedUnit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text.StartsWith("\\u"u8)
                && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                    out var unit)
            ? (char)unit
            : '\0';
}
