using System.Buffers.Binary;

namespace Sparekey.Edges.Documents;

/// <summary>The only EXIF value that a reviewer needs: the orientation (CIPA DC-008, tag 0x0112).</summary>
internal static class Exif
{
    private const int OrientationTag = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;

    private static ReadOnlySpan<byte> Identifier => "Exif\0\0"u8;

    /// <param name="content">Content of an APP1 segment; it need not be EXIF.</param>
    /// <returns>1 to 8; 0 if the content has no orientation.</returns>
    internal static int Orientation(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Identifier)) return 0;
        var tiff = content[Identifier.Length..];
        if (tiff.Length < 8) return 0;
        var little = tiff.StartsWith("II"u8);
        if ((!little && !tiff.StartsWith("MM"u8)) || Read16(tiff[2..], little) != 42) return 0;
        var offset = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (offset > tiff.Length - 2) return 0;
        var directory = tiff[(int)offset..];
        var entries = Read16(directory, little);
        directory = directory[2..];
        for (; entries > 0 && directory.Length >= EntryLength; entries--, directory = directory[EntryLength..])
            if (Read16(directory, little) == OrientationTag)
                return Read16(directory[2..], little) == Short
                        && Read16(directory[8..], little) is >= 1 and <= 8 and var orientation
                    ? orientation
                    : 0;
        return 0;
    }

    /// <returns>The content of an APP1 segment: a big-endian TIFF header and a directory of one entry.</returns>
    internal static byte[] OnlyOrientation(int orientation) =>
    [
        .. Identifier,
        .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1,
        OrientationTag >> 8, OrientationTag & 0xFF, 0, Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static int Read16(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}
