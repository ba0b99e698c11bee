using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Sparekey.Authenticator.Formats;

/// <summary>Parses JSON of untrusted files.</summary>
internal static class Json
{
    /// <summary>Levels of nesting. The deepest supported format has six.</summary>
    private const int MaximumDepth = 32;

    private const int EscapeLength = 6;

    /// <returns>Null if the text is not JSON, or is nested too deeply.</returns>
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

    /// <returns>Null if the text is not Base64.</returns>
    public static byte[]? FromBase64(this string text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>
    /// Replaces an unpaired surrogate, such as <c>\ud83d</c> alone, with U+FFFD. JSON allows an unpaired surrogate, but
    /// UTF-8 cannot hold it, and .NET throws when the text is read.
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
            if (!char.IsSurrogate(unit)) at += 2;   // past the backslash and the escaped character
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

    /// <summary>The UTF-16 unit of the escape <c>\uXXXX</c>; 0 if the text does not begin with one.</summary>
    private static char EscapedUnit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text.StartsWith("\\u"u8)
                && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                    out var unit)
            ? (char)unit
            : '\0';
}
