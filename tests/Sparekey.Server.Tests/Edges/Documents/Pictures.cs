using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sparekey.Edges.Documents;

namespace Sparekey.Server.Tests.Edges.Documents;

/// <summary>Real pictures: the files under Fixtures, and PNGs drawn here.</summary>
internal static class Pictures
{
    internal static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory,
        "Fixtures", name));

    internal static readonly string[] Accepted = ["gps.jpg", "progressive.jpg", "cmyk.jpg", "flat.jpg", "gps.webp",
        "gps-lossy.webp", "flat.webp", "lossless.webp"];

    internal static byte[] Png(int width = 200, int height = 200) =>
        Join(Header(width, height), Data(width, height), End);

    internal static byte[] Join(params byte[][] chunks) => [0x89, .. "PNG\r\n\u001a\n"u8, .. chunks.SelectMany(c => c)];

    internal static byte[] Header(int width = 200, int height = 200, byte depth = 8, byte colour = 0,
        byte compression = 0, byte filter = 0, byte interlace = 0)
    {
        var content = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(content, width);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), height);
        (content[8], content[9], content[10], content[11], content[12]) = (depth, colour, compression, filter,
            interlace);
        return Chunk("IHDR", content);
    }

    internal static byte[] Data(int width = 200, int height = 200)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(new byte[(width + 1) * height]);
        return Chunk("IDAT", packed.ToArray());
    }

    internal static byte[] End => Chunk("IEND", []);

    internal static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[checkedPart.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        checkedPart.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(checkedPart));
        return chunk;
    }

    internal static string Verdict(byte[] bytes) => Picture.Inspect(bytes) switch
    {
        PictureVerdict.Accepted(var kind, var width, var height) => $"{kind} {width}x{height}",
        PictureVerdict.Refused(var reason) => reason,
        _ => "?",
    };

    internal static byte[] With(this byte[] bytes, int at, params byte[] replacement)
    {
        byte[] changed = [.. bytes];
        replacement.CopyTo(changed, at);
        return changed;
    }

    internal static int IndexOf(this byte[] bytes, params byte[] what) => bytes.AsSpan().IndexOf(what);

    internal static bool Holds(this byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    // Bit by bit, without the table of the code under test.
    private static uint Crc(byte[] bytes)
    {
        var c = uint.MaxValue;
        foreach (var b in bytes)
        {
            c ^= b;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        }
        return ~c;
    }
}
