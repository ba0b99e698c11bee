using System.Text;
using QRCoder;
using Sparekey.Edges.Documents;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// The video of Chromium's fake camera: QR codes one after another, as uncompressed video (YUV4MPEG2).
/// </summary>
public static class Film
{
    private const int Width = 640;
    private const int Height = 480;
    private const int FramesPerSecond = 10;

    /// <summary>A grey background, like a table on which the code lies.</summary>
    private const byte Table = 160;

    private const byte Black = 16;
    private const byte White = 235;
    private const byte Colourless = 128;

    /// <param name="texts">Each text becomes a code, shown for one second. After the last, the video repeats.</param>
    /// <returns>The path of the file. The caller deletes the file and its folder.</returns>
    public static string Of(params string[] texts)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("sparekey-film-").FullName, "codes.y4m");
        using var stream = File.Create(file);
        stream.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F{FramesPerSecond}:1 Ip A1:1 C420jpeg\n"));
        var colour = new byte[Width * Height / 2];
        Array.Fill(colour, Colourless);
        foreach (var text in texts)
        {
            var brightness = Picture(text);
            for (var frame = 0; frame < FramesPerSecond; frame++)
            {
                stream.Write("FRAME\n"u8);
                stream.Write(brightness);
                stream.Write(colour);
            }
        }
        return file;
    }

    /// <summary>One code as a PNG picture.</summary>
    public static byte[] Still(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(pixelsPerModule: 6);
    }

    private static byte[] Picture(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;   // with its quiet zone
        var scale = (Height - 40) / modules.Count;
        var (left, top) = ((Width - modules.Count * scale) / 2, (Height - modules.Count * scale) / 2);
        var picture = new byte[Width * Height];
        Array.Fill(picture, Table);
        for (var y = 0; y < modules.Count * scale; y++)
            for (var x = 0; x < modules.Count * scale; x++)
                picture[(top + y) * Width + left + x] = modules[y / scale][x / scale] ? Black : White;
        return picture;
    }
}
