using System.Buffers.Binary;

namespace Sparekey.Edges.Documents;

/// <summary>WebP (RFC 9649), chunk by chunk. Still pictures only.</summary>
internal static class WebP
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;
    private const byte AlphaFlag = 0x10, AnimationFlag = 0x02;

    internal static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= RiffHeader && bytes.StartsWith("RIFF"u8) && bytes.Slice(8, 4).SequenceEqual("WEBP"u8);

    /// <param name="kept">Receives the picture without metadata; valid only if the picture is accepted.</param>
    internal static PictureVerdict Walk(ReadOnlySpan<byte> bytes, MemoryStream? kept)
    {
        // Section 2.4: the size is the number of bytes after offset 8, and it is even.
        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (size > bytes.Length - 8) return Refuse(Picture.Truncated);
        if (size != bytes.Length - 8 || size % 2 != 0) return Refuse(Picture.Malformed);

        kept?.Write(bytes[..RiffHeader]);
        var (extended, flags, alpha, canvas, image) = (false, (byte)0, false, (Width: 0, Height: 0),
            (Width: 0, Height: 0));
        var rest = bytes[RiffHeader..];
        for (var first = true; !rest.IsEmpty; first = false)
        {
            if (rest.Length < ChunkHeader) return Refuse(Picture.Malformed);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - ChunkHeader) return Refuse(Picture.Malformed);
            var type = rest[..4];
            var content = rest.Slice(ChunkHeader, (int)length);
            var padded = ChunkHeader + content.Length + (content.Length & 1);
            if (padded > rest.Length) return Refuse(Picture.Malformed);
            rest = rest[padded..];

            if (type.SequenceEqual("VP8X"u8))
            {
                if (!first || content.Length != 10 || (content[0] & AnimationFlag) != 0)
                    return Refuse(Picture.Malformed);
                (extended, flags) = (true, content[0]);
                canvas = (1 + Read24(content[4..]), 1 + Read24(content[7..]));
                // Of the flags only alpha is kept: the other flags announce chunks that are removed.
                WriteChunk(kept, type, [(byte)(flags & AlphaFlag), 0, 0, 0, .. content[4..]]);
            }
            else if (type.SequenceEqual("ALPH"u8))
            {
                if (!extended || alpha || image.Width > 0 || content.IsEmpty) return Refuse(Picture.Malformed);
                alpha = true;
                WriteChunk(kept, type, content);
            }
            else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                var lossless = type[3] == 'L';
                if (image.Width > 0 || (alpha && lossless) || (!extended && !first)) return Refuse(Picture.Malformed);
                if ((lossless ? ReadLossless(content) : ReadLossy(content)) is not { } read)
                    return Refuse(Picture.Malformed);
                image = read;
                WriteChunk(kept, type, content);
            }
            else if ((first && !extended) || type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8))
                return Refuse(Picture.Malformed);
        }
        if (image.Width == 0 || (extended && image != canvas)) return Refuse(Picture.Malformed);
        FixSize(kept);
        return new PictureVerdict.Accepted(PictureKind.WebP, image.Width, image.Height);
    }

    /// <summary>
    /// RFC 6386 section 9.1: a key frame with the flag "shown", whose first partition ends inside the chunk. The upper
    /// two bits of width and height are for scaling.
    /// </summary>
    private static (int Width, int Height)? ReadLossy(ReadOnlySpan<byte> content)
    {
        const int FrameHeader = 10;
        if (content.Length < FrameHeader) return null;
        var tag = Read24(content);
        var (keyFrame, profile, shown, partition) = ((tag & 1) == 0, (tag >> 1) & 7, (tag >> 4) & 1, tag >> 5);
        if (!keyFrame || profile > 3 || shown == 0 || partition == 0 || partition >= content.Length - FrameHeader)
            return null;
        if (!content[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;
        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
        return width > 0 && height > 0 ? (width, height) : null;
    }

    /// <summary>
    /// RFC 9649 section 3.4: 14 bits each for width and height, both minus one; one bit for alpha; three bits for the
    /// version, which is 0.
    /// </summary>
    private static (int Width, int Height)? ReadLossless(ReadOnlySpan<byte> content)
    {
        if (content.Length < 6 || content[0] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        return bits >> 29 == 0 ? (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF)) : null;
    }

    private static int Read24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);

    private static void WriteChunk(MemoryStream? to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (to is null) return;
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        to.Write(type);
        to.Write(length);
        to.Write(content);
        if (content.Length % 2 != 0) to.WriteByte(0);
    }

    private static void FixSize(MemoryStream? kept)
    {
        if (kept is null) return;
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, (int)kept.Length - 8);
        kept.Position = 4;
        kept.Write(size);
        kept.Position = kept.Length;
    }

    private static PictureVerdict.Refused Refuse(string reason) => new(reason);
}
