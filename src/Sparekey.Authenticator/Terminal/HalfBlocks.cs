using System.Text;
using QRCoder;

namespace Sparekey.Authenticator.Terminal;

/// <summary>A QR code in characters. Each character shows two squares, one above the other.</summary>
internal static class HalfBlocks
{
    /// <summary>
    /// Black on white, independent of the terminal's own colours: numbers 16 and 231 of the 256 colours are fixed.
    /// Some cameras cannot read an inverted QR code.
    /// </summary>
    private const string BlackOnWhite = "\e[38;5;16;48;5;231m";

    private const string Reset = "\e[0m";

    /// <summary>
    /// ISO/IEC 18004 requires a margin of four light squares. Two are enough for cameras, and save four columns on
    /// small screens.
    /// </summary>
    private const int Margin = 2;

    /// <param name="text">ASCII.</param>
    /// <returns>Squares by row, without margin; true is dark. Null if the text is too long for a QR code.</returns>
    public static bool[][]? Squares(string text)
    {
        try
        {
            using var generator = new QRCodeGenerator();
            // The lowest error correction is enough: a screen has no scratches or dirt.
            using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
            const int Quiet = 4;   // QRCoder adds its own margin, which is removed
            return [.. code.ModuleMatrix.Skip(Quiet)
                .SkipLast(Quiet)
                .Select(row => row.Cast<bool>().Skip(Quiet).SkipLast(Quiet).ToArray())];
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return null;
        }
    }

    /// <summary>Number of columns of the drawing, with margin.</summary>
    public static int Width(bool[][] squares) => squares.Length + 2 * Margin;

    /// <param name="squares">From <see cref="Squares"/>.</param>
    /// <param name="colours">False with NO_COLOR: then the light squares are drawn, which suits dark terminals.</param>
    /// <param name="inverted">Draws the dark squares instead: for light terminals without colours.</param>
    public static string Draw(bool[][] squares, bool colours, bool inverted = false)
    {
        var drawn = new StringBuilder();
        var ink = colours || inverted;   // true: the dark squares are drawn; false: the light squares
        for (var y = -Margin; y < squares.Length + Margin; y += 2)
        {
            if (colours) drawn.Append(BlackOnWhite);
            for (var x = -Margin; x < squares.Length + Margin; x++)
            {
                drawn.Append((Dark(x, y) == ink, Dark(x, y + 1) == ink) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            if (colours) drawn.Append(Reset);
            drawn.Append('\n');
        }
        return drawn.ToString();

        bool Dark(int x, int y) => x >= 0 && y >= 0 && x < squares.Length && y < squares.Length && squares[y][x];
    }
}
