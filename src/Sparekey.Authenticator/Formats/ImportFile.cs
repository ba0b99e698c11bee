using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Sparekey.Authenticator.Formats;

/// <summary>Reads a file of keys of any supported app.</summary>
public static class ImportFile
{
    /// <summary>32 MiB. Files of keys are small, but icons can make them large.</summary>
    public const int MaximumLength = 32 * 1024 * 1024;

    /// <summary>Maximum number of entries in one file.</summary>
    public const int MaximumEntries = 10_000;

    /// <summary>Recognises the format from the content, and reads the file.</summary>
    /// <param name="file">As read from disk, or pasted text in UTF-8.</param>
    /// <param name="password">Null if no password was given yet.</param>
    /// <returns>A result for any bytes, never an exception. The caller disposes the keys.</returns>
    public static Reading Read(ReadOnlyMemory<byte> file, string? password)
    {
        if (file.Length > MaximumLength) return new Reading.Refused(null, FileRefusal.TooLarge);
        var bytes = file.Span;
        if (bytes.StartsWith(JavaObject)) return new Reading.Refused(Format.Freeotp, FileRefusal.UnsupportedFormat);
        if (Stratum.FitsSealed(bytes)) return Stratum.ReadSealed(bytes, password);
        if (bytes.Contains((byte)0) || !Utf8.IsValid(bytes))
        {
            if (FromUtf16(bytes) is not { } utf8) return ReadBytes(bytes, password);
            file = utf8;
        }
        else if (bytes.StartsWith(ByteOrderMark)) file = file[ByteOrderMark.Length..];
        return LooksLikeJson(file.Span.TrimStart(" \t\r\n"u8))
            ? ReadJson(file, password)
            : ReadText(Encoding.UTF8.GetString(file.Span));
    }

    /// <summary>The first bytes of a Java object (Java Object Serialization Specification, 6.1).</summary>
    private static ReadOnlySpan<byte> JavaObject => [0xAC, 0xED, 0x00, 0x05];

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>First bytes of files that people choose by mistake: pictures, PDF, archives, databases.</summary>
    private static readonly byte[][] Others =
    [
        [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [.. "RIFF"u8], [.. "%PDF"u8], [.. "PK\x03\x04"u8],
        [0x1F, 0x8B], [.. "SQLite format 3"u8],
    ];

    /// <summary>
    /// Converts text with the byte order mark of UTF-16, which Windows programs write under the name "Unicode".
    /// </summary>
    /// <returns>UTF-8 without the mark; null if the bytes are not such text.</returns>
    private static byte[]? FromUtf16(ReadOnlySpan<byte> file)
    {
        if (file is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])) return null;
        try
        {
            var text = new UnicodeEncoding(bigEndian: file[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true)
                .GetString(file[2..]);
            return text.Contains('\0') ? null : Encoding.UTF8.GetBytes(text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads bytes that are not text. They may be an encrypted backup of andOTP, which has no mark of its format.
    /// </summary>
    private static Reading ReadBytes(ReadOnlySpan<byte> file, string? password)
    {
        if (file.Length < Andotp.MinimumSealedLength) return NotRecognised;
        foreach (var other in Others)
            if (file.StartsWith(other)) return NotRecognised;
        return Andotp.ReadSealed(file, password);
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text) =>
        text is [(byte)'{', ..] || (text is [(byte)'[', ..] && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..]);

    private static Reading ReadJson(ReadOnlyMemory<byte> text, string? password)
    {
        using var json = Json.Parse(text);
        if (json is null) return new Reading.Refused(null, FileRefusal.Damaged);
        var file = new Fields(json.RootElement);
        if (Andotp.Fits(json.RootElement)) return Andotp.Read(json.RootElement);
        if (AegisFile.Fits(json.RootElement)) return AegisFile.Read(json.RootElement, password);
        if (Twofas.Fits(file)) return Twofas.Read(file, password);
        if (Bitwarden.Fits(file)) return Bitwarden.Read(file, password);
        if (Ente.Fits(file)) return Ente.ReadSealed(file, password);
        if (Stratum.Fits(file)) return Stratum.Read(file);
        return FreeotpPlus.Fits(file) ? FreeotpPlus.Read(file) : NotRecognised;
    }

    private static Reading ReadText(string text)
    {
        if (BitwardenCsv.Fits(text)) return BitwardenCsv.Read(text);
        var lines = Lines.Of(text);
        if (lines.Exists(UriList.FitsLine)) return lines.Exists(Ente.FitsLine) ? Ente.Read(text) : UriList.Read(lines);
        return lines.Exists(line => line.Begins(Lines.Migration)) ? GoogleMigration.Read(lines) : NotRecognised;
    }

    private static Reading.Refused NotRecognised => new(null, FileRefusal.NotRecognised);
}
