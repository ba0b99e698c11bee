using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>
/// A PNG reader that shares no code with the writer. It checks every checksum, undoes all five filters and keeps the
/// bytes unchanged.
/// </summary>
internal sealed class DecodedPng
{
    public int Width { get; private init; }

    public int Height { get; private init; }

    public int Channels { get; private init; }

    /// <summary>Rows from the top, <see cref="Channels"/> bytes per pixel.</summary>
    public byte[] Pixels { get; private init; } = [];

    public int At(int x, int y, int channel) => Pixels[(y * Width + x) * Channels + channel];

    /// <summary>Brightness, 0 to 255.</summary>
    public double Grey(int x, int y) => 0.299 * At(x, y, 0) + 0.587 * At(x, y, 1) + 0.114 * At(x, y, 2);

    public static DecodedPng Read(byte[] file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file.AsSpan(0, 8)));
        byte[] header = [];
        using var packed = new MemoryStream();
        var names = new List<string>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)),
                BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            names.Add(name);
            if (name == "IHDR") header = body.ToArray();
            if (name == "IDAT") packed.Write(body);
            at += 12 + length;
        }

        Assert.Equal("IHDR IDAT IEND", string.Join(" ", names));
        Assert.Equal(new byte[] { 8, header[9], 0, 0, 0 }, header[8..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header),
            BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var channels = header[9] switch { 2 => 3, 6 => 4, _ => throw new InvalidDataException("colour type") };
        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
            zlib.CopyTo(unpacked);
        return new()
        {
            Width = width,
            Height = height,
            Channels = channels,
            Pixels = Unfilter(unpacked.ToArray(), width * channels, height, channels),
        };
    }

    private static byte[] Unfilter(byte[] rows, int stride, int height, int channels)
    {
        Assert.Equal((stride + 1) * height, rows.Length);
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        for (var i = 0; i < stride; i++)
        {
            int left = i < channels ? 0 : pixels[y * stride + i - channels];
            int above = y == 0 ? 0 : pixels[(y - 1) * stride + i];
            int corner = y == 0 || i < channels ? 0 : pixels[(y - 1) * stride + i - channels];
            var guess = rows[y * (stride + 1)] switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) / 2,
                4 => Paeth(left, above, corner),
                _ => throw new InvalidDataException("filter"),
            };
            pixels[y * stride + i] = (byte)(rows[y * (stride + 1) + 1 + i] + guess);
        }

        return pixels;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }

    // Bit by bit, as the standard defines the checksum.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
