using System.Buffers.Binary;

namespace Sparekey.Edges.Documents;

/// <summary>PNG (third edition, W3C 2025), chunk by chunk.</summary>
internal static class Png
{
    private const int Overhead = 12;   // bytes for length, type and CRC of a chunk

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    internal static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <param name="kept">Receives the picture without metadata; valid only if the picture is accepted.</param>
    internal static PictureVerdict Walk(ReadOnlySpan<byte> bytes, MemoryStream? kept)
    {
        kept?.Write(Signature);
        Header? header = null;
        var (palette, data, dataEnded, seen) = (0, false, false, new HashSet<string>());
        for (var rest = bytes[Signature.Length..]; ;)
        {
            if (rest.Length < 8) return Refuse(Picture.Truncated);
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > int.MaxValue) return Refuse(Picture.Malformed);
            if (length > rest.Length - Overhead) return Refuse(Picture.Truncated);
            var chunk = rest[..((int)length + Overhead)];
            var type = chunk.Slice(4, 4);
            var content = chunk[8..^4];
            if (BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) != Crc32.Of(chunk[4..^4]))
                return Refuse(Picture.Malformed);
            // The header is the first chunk, and the only one of its type.
            if (header is null != type.SequenceEqual("IHDR"u8)) return Refuse(Picture.Malformed);
            dataEnded |= data && !type.SequenceEqual("IDAT"u8);

            var keep = true;
            if (header is null)
            {
                if (Header.Read(content) is not { } read) return Refuse(Picture.Malformed);
                header = read;
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                if (data || palette > 0 || !header.MayHavePalette || content.Length % 3 != 0
                    || content.Length is 0 or > 768)
                    return Refuse(Picture.Malformed);
                palette = content.Length / 3;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                if (dataEnded || (header.NeedsPalette && palette == 0)) return Refuse(Picture.Malformed);
                data = true;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                if (!data || content.Length != 0) return Refuse(Picture.Malformed);
                kept?.Write(chunk);
                return new PictureVerdict.Accepted(PictureKind.Png, header.Width, header.Height);
            }
            // An unknown critical chunk has an upper-case first letter.
            else if (!char.IsAsciiLetterLower((char)type[0]) || IsAnimation(type)) return Refuse(Picture.Malformed);
            else keep = !data && header.Keeps(type, content.Length, palette)
                && seen.Add(System.Text.Encoding.ASCII.GetString(type));

            if (keep) kept?.Write(chunk);
            rest = rest[chunk.Length..];
        }
    }

    private static bool IsAnimation(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("acTL"u8) || type.SequenceEqual("fcTL"u8) || type.SequenceEqual("fdAT"u8);

    private static PictureVerdict.Refused Refuse(string reason) => new(reason);

    private sealed record Header(int Width, int Height, int ColourType)
    {
        internal bool NeedsPalette => ColourType == 3;

        internal bool MayHavePalette => ColourType is 2 or 3 or 6;

        /// <summary>
        /// Section 11.2.1: sizes from 1 to 2^31 - 1, the permitted pairs of colour type and bit depth, and method 0 of
        /// compression and filter.
        /// </summary>
        internal static Header? Read(ReadOnlySpan<byte> content)
        {
            if (content.Length != 13) return null;
            var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content),
                BinaryPrimitives.ReadInt32BigEndian(content[4..]));
            var permitted = (content[9], content[8])
                is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
            return width > 0 && height > 0 && permitted && content[10] == 0 && content[11] == 0 && content[12] <= 1
                ? new Header(width, height, content[9])
                : null;
        }

        /// <summary>
        /// Keeps only the ancillary chunks that determine the colours and the transparency in a browser.
        /// </summary>
        internal bool Keeps(ReadOnlySpan<byte> type, int length, int palette) =>
            (type.SequenceEqual("gAMA"u8) && length == 4 && palette == 0)
            || (type.SequenceEqual("sRGB"u8) && length == 1 && palette == 0)
            || (type.SequenceEqual("cHRM"u8) && length == 32 && palette == 0)
            || (type.SequenceEqual("tRNS"u8)
                && (ColourType switch
                {
                    0 => length == 2,
                    2 => length == 6,
                    3 => length > 0 && length <= palette,
                    _ => false,
                }));
    }
}

/// <summary>
/// The CRC of PNG (annex D): reflected polynomial 0xEDB88320, all ones as initial value and as final XOR.
/// </summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var c = uint.MaxValue;
        foreach (var b in bytes) c = table[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }
}
