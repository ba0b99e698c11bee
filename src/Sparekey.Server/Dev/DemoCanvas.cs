using Sparekey.Server.Captcha;

namespace Sparekey.Server.Dev;

internal readonly record struct Colour(byte Red, byte Green, byte Blue);

/// <summary>Draws boxes, discs and capitals in flat colours. Parts outside the picture are not drawn.</summary>
internal sealed class DemoCanvas
{
    // The letters of selfie codes and of SPECIMEN. A letter is five rows of three dots, and each row is a digit: 4 is
    // the left dot, 2 the middle, 1 the right.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['A'] = "25755", ['C'] = "34443", ['E'] = "74647", ['F'] = "74644", ['H'] = "55755", ['I'] = "72227", ['J'] =
            "11152", ['K'] = "55655", ['M'] = "57755", ['N'] = "65555",
        ['P'] = "65644", ['R'] = "65655", ['S'] = "34216", ['T'] = "72222", ['W'] = "55775", ['X'] = "55255", ['Y'] =
            "55222", ['3'] = "71717", ['7'] = "71222",
    };

    private readonly int _width, _height;
    private readonly byte[] _pixels;

    public DemoCanvas(int width, int height, Colour ground)
    {
        (_width, _height, _pixels) = (width, height, new byte[width * height * 3]);
        Box(0, 0, width, height, ground);
    }

    public void Box(int x, int y, int width, int height, Colour colour)
    {
        for (var row = y; row < y + height; row++)
            for (var column = x; column < x + width; column++) Dot(column, row, colour);
    }

    public void Disc(int x, int y, int radius, Colour colour)
    {
        for (var row = -radius; row <= radius; row++)
            for (var column = -radius; column <= radius; column++)
                if (row * row + column * column <= radius * radius) Dot(x + column, y + row, colour);
    }

    /// <param name="size">Side of a dot; a letter is three dots wide and five dots high.</param>
    public void Write(string text, int x, int y, int size, Colour colour)
    {
        foreach (var (position, letter) in text.Index())
            for (var row = 0; row < 5; row++)
                for (var column = 0; column < 3; column++)
                    if (((Letters[letter][row] - '0') & (4 >> column)) != 0)
                        Box(x + (position * 4 + column) * size, y + row * size, size, size, colour);
    }

    public byte[] ToPng() => Png.Rgb(_width, _height, _pixels);

    private void Dot(int x, int y, Colour colour)
    {
        if ((uint)x >= (uint)_width || (uint)y >= (uint)_height) return;
        var at = (y * _width + x) * 3;
        (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (colour.Red, colour.Green, colour.Blue);
    }
}
