using System.Text;
using QRCoder;

namespace Sparekey.Authenticator.Terminal;

/// <summary>A QR code in characters: each is two squares, one above the other.</summary>
internal static class HalfBlocks
{
    /// <summary>
    /// Black on white whatever the terminal's own colours are (numbers 16 and 231 of the 256 are fixed): some cameras
    /// cannot read it the other way round.
    /// </summary>
    private const string BlackOnWhite = "\e[38;5;16;48;5;231m";

    private const string Reset = "\e[0m";

    /// <summary>
    /// ISO/IEC 18004 asks for four light squares around it; two are enough for cameras, and save eight columns of a
    /// small screen.
    /// </summary>
    private const int Margin = 2;

    /// <param name="text">ASCII.</param>
    /// <returns>Dark squares, row by row, without margin; null when it is too long for any QR code.</returns>
    public static bool[][]? Squares(string text)
    {
        try
        {
            using var generator = new QRCodeGenerator();
            // on a screen nothing gets scratched
            using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
            const int Quiet = 4;   // QRCoder draws the margin itself
            return [.. code.ModuleMatrix.Skip(Quiet)
                .SkipLast(Quiet)
                .Select(row => row.Cast<bool>().Skip(Quiet).SkipLast(Quiet).ToArray())];
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return null;
        }
    }

    /// <summary>Columns that it takes.</summary>
    public static int Width(bool[][] squares) => squares.Length + 2 * Margin;

    /// <param name="squares">From <see cref="Squares"/>.</param>
    /// <param name="colours">False (NO_COLOR): the light squares are drawn, which is right on dark terminals.</param>
    /// <param name="inverted">For light terminals without colours.</param>
    public static string Draw(bool[][] squares, bool colours, bool inverted = false)
    {
        var drawn = new StringBuilder();
        var ink = colours || inverted;   // whether the dark squares are those that are drawn
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
