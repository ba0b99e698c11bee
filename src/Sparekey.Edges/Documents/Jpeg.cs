using System.Buffers.Binary;

namespace Sparekey.Edges.Documents;

/// <summary>
/// JPEG (ITU-T T.81 annex B), segment by segment. Accepts the pictures that browsers show: baseline, extended and
/// progressive, with Huffman coding and 8 bits.
/// </summary>
internal static class Jpeg
{
    private const byte Sof0 = 0xC0, Sof1 = 0xC1, Sof2 = 0xC2, Dht = 0xC4, Rst0 = 0xD0, Rst7 = 0xD7, Soi = 0xD8,
        Eoi = 0xD9,
        Sos = 0xDA, Dqt = 0xDB, Dri = 0xDD, App0 = 0xE0, App1 = 0xE1, App14 = 0xEE, App15 = 0xEF, Com = 0xFE;

    /// <summary>
    /// Encoders write about 10 scans. For each scan a decoder processes all pixels, so a small file with many scans
    /// could make a reviewer's browser hang.
    /// </summary>
    private const int MaximumScans = 100;

    private static ReadOnlySpan<byte> Start => [0xFF, Soi];

    internal static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, Soi, 0xFF]);

    /// <param name="kept">Receives the picture without metadata; valid only if the picture is accepted.</param>
    internal static PictureVerdict Walk(ReadOnlySpan<byte> bytes, MemoryStream? kept)
    {
        PictureVerdict.Accepted? frame = null;
        var (components, scans, orientation) = (0, 0, 0);
        var jfif = ReadOnlySpan<byte>.Empty;
        using var body = kept is null ? null : new MemoryStream(bytes.Length);
        for (var rest = bytes[2..]; ;)
        {
            // B.1.1.2: any number of 0xFF may stand before a marker.
            var fill = rest.IndexOfAnyExcept((byte)0xFF);
            if (fill < 0) return Refuse(Picture.Truncated);
            if (fill == 0) return Refuse(Picture.Malformed);
            var marker = rest[fill];
            rest = rest[(fill + 1)..];
            if (marker == Eoi)
            {
                if (scans == 0) return Refuse(Picture.Malformed);
                if (kept is not null) Assemble(kept, jfif, orientation, body!);
                return frame!;
            }
            if (rest.Length < 2) return Refuse(Picture.Truncated);
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length < 2) return Refuse(Picture.Malformed);
            if (length > rest.Length) return Refuse(Picture.Truncated);
            var content = rest[2..length];
            rest = rest[length..];

            var keep = true;
            switch (marker)
            {
                case Sof0 or Sof1 or Sof2:
                    if (frame is not null || ReadFrame(content, out components) is not { } read)
                        return Refuse(Picture.Malformed);
                    frame = read;
                    break;
                case Dqt when QuantizersFit(content):
                case Dht when HuffmanTablesFit(content):
                case Dri when content.Length == 2:
                    break;
                case Sos when frame is not null && content.Length > 0 && content[0] is >= 1 and <= 4
                    && content[0] <= components && content.Length == 4 + 2 * content[0]:
                    if (++scans > MaximumScans) return Refuse(Picture.Malformed);
                    break;
                case App0 or Com or (>= App1 and <= App15):
                    keep = marker == App14 && content.Length >= 12 && content.StartsWith("Adobe"u8);
                    if (keep) content = content[..12];   // up to the colour transform; other data is dropped
                    if (marker == App0 && jfif.IsEmpty && content.Length >= 14 && content.StartsWith("JFIF\0"u8))
                        jfif = content[..12];
                    if (marker == App1 && orientation == 0) orientation = Exif.Orientation(content);
                    break;
                default:
                    return Refuse(Picture.Malformed);
            }
            if (keep) WriteSegment(body, marker, content);
            if (marker != Sos) continue;

            var coded = ScanLength(rest);
            if (coded < 0) return Refuse(Picture.Truncated);
            if (coded == 0) return Refuse(Picture.Malformed);
            body?.Write(rest[..coded]);
            rest = rest[coded..];
        }
    }

    /// <summary>
    /// B.2.2. A height of 0, which a DNL segment defines later, is refused: browsers do not show such pictures.
    /// </summary>
    private static PictureVerdict.Accepted? ReadFrame(ReadOnlySpan<byte> content, out int components)
    {
        components = content.Length >= 6 ? content[5] : 0;
        if (components is not (1 or 3 or 4) || content.Length != 6 + 3 * components || content[0] != 8) return null;
        for (var i = 0; i < components; i++)
        {
            var sampling = content[7 + 3 * i];
            if ((sampling >> 4) is < 1 or > 4 || (sampling & 15) is < 1 or > 4 || content[8 + 3 * i] > 3) return null;
        }
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(content[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(content[3..]));
        return width > 0 && height > 0 ? new PictureVerdict.Accepted(PictureKind.Jpeg, width, height) : null;
    }

    /// <summary>B.2.4.1: one or more tables of 64 numbers of 8 or 16 bits.</summary>
    private static bool QuantizersFit(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return false;
        while (!content.IsEmpty)
        {
            var size = 1 + 64 * (1 + (content[0] >> 4));
            if ((content[0] >> 4) > 1 || (content[0] & 15) > 3 || content.Length < size) return false;
            content = content[size..];
        }
        return true;
    }

    /// <summary>
    /// B.2.4.2: the numbers of codes with 1 to 16 bits, then a value for each code. A table with more codes than bit
    /// patterns is refused.
    /// </summary>
    private static bool HuffmanTablesFit(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return false;
        while (!content.IsEmpty)
        {
            if ((content[0] >> 4) > 1 || (content[0] & 15) > 3 || content.Length < 17) return false;
            var (codes, free) = (0, 1);
            for (var bits = 1; bits <= 16; bits++)
            {
                codes += content[bits];
                free = 2 * free - content[bits];
                if (free < 0) return false;
            }
            if (codes > 256 || content.Length < 17 + codes) return false;
            content = content[(17 + codes)..];
        }
        return true;
    }

    /// <returns>Number of bytes before the next marker that is not a restart marker; -1 if there is none. A stuffed
    /// zero is not a marker.</returns>
    private static int ScanLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ;)
        {
            var next = rest[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= rest.Length) return -1;
            at += next;
            if (rest[at + 1] is not (0 or (>= Rst0 and <= Rst7))) return at;
            at += 2;
        }
    }

    private static void WriteSegment(MemoryStream? to, byte marker, ReadOnlySpan<byte> content)
    {
        if (to is null) return;
        var length = content.Length + 2;
        to.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        to.Write(content);
    }

    private static void Assemble(MemoryStream kept, ReadOnlySpan<byte> jfif, int orientation, MemoryStream body)
    {
        kept.Write(Start);
        if (!jfif.IsEmpty) WriteSegment(kept, App0, [.. jfif, 0, 0]);   // a thumbnail of 0 by 0
        if (orientation > 1) WriteSegment(kept, App1, Exif.OnlyOrientation(orientation));
        body.WriteTo(kept);
        kept.Write([0xFF, Eoi]);
    }

    private static PictureVerdict.Refused Refuse(string reason) => new(reason);
}
