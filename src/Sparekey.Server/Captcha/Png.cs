using System.Buffers.Binary;
using System.IO.Compression;

namespace Sparekey.Server.Captcha;

/// <summary>Writes PNG (ISO/IEC 15948): eight bits a channel, not interlaced, one IDAT.</summary>
internal static class Png
{
    private const byte FilterSub = 1, FilterUp = 2;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>
    /// Grain leaves no repetitions to find: Huffman codes alone give the same size in a fraction of the time.
    /// </summary>
    private static readonly ZLibCompressionOptions Compression = new()
    {
        CompressionLevel = 1,
        CompressionStrategy = ZLibCompressionStrategy.HuffmanOnly,
    };

    /// <param name="pixels">Rows from the top, each <paramref name="width"/> times red, green, blue.</param>
    public static byte[] Rgb(int width, int height, ReadOnlySpan<byte> pixels) =>
        Write(width, height, colourType: 2, channels: 3, pixels);

    /// <param name="pixels">Rows from the top, each <paramref name="width"/> times red, green, blue, alpha (255 is
    /// opaque).</param>
    public static byte[] Rgba(int width, int height, ReadOnlySpan<byte> pixels) =>
        Write(width, height, colourType: 6, channels: 4, pixels);

    private static byte[] Write(int width, int height, byte colourType, int channels, ReadOnlySpan<byte> pixels)
    {
        using var file = new MemoryStream(width * height * channels / 2 + 1024);
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = colourType;
        WriteChunk(file, "IHDR"u8, header);

        using var packed = new MemoryStream(width * height * channels / 2 + 1024);
        using (var zlib = new ZLibStream(packed, Compression, leaveOpen: true))
            zlib.Write(Filter(width * channels, height, channels, pixels));
        WriteChunk(file, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));

        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>
    /// Each row becomes its difference from the left (Sub) or from above (Up), whichever sums to less (PNG section
    /// 12.8).
    /// </summary>
    private static byte[] Filter(int stride, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        var filtered = new byte[(stride + 1) * height];
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * stride, stride);
            var above = y == 0 ? default : pixels.Slice((y - 1) * stride, stride);
            var into = filtered.AsSpan(y * (stride + 1), stride + 1);
            into[0] = y > 0 && Cost(row, above) < Cost(row[channels..], row) ? FilterUp : FilterSub;
            for (var i = 0; i < stride; i++)
            {
                var from = into[0] == FilterUp ? above[i] : i < channels ? 0 : row[i - channels];
                into[i + 1] = (byte)(row[i] - from);
            }
        }

        return filtered;
    }

    private static int Cost(ReadOnlySpan<byte> row, ReadOnlySpan<byte> from)
    {
        var cost = 0;
        for (var i = 0; i < row.Length; i++)
            cost += Math.Abs((int)(sbyte)(row[i] - from[i]));
        return cost;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(type);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), body));
        file.Write(number);
    }

    /// <summary>CRC-32 as in PNG annex D.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = CrcTable[(crc ^ value) & 0xff] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xedb88320;
            table[i] = crc;
        }

        return table;
    }
}
