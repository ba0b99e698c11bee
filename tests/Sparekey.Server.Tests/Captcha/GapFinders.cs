using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>
/// The first attempts of a bot. Each gets the picture, the piece and the row of the piece, and returns x. They are as
/// simple as the usual scripts (Sobel or matchTemplate on grey pictures). A trained network does better, and no picture
/// prevents that.
/// </summary>
internal static class GapFinders
{
    private const int Size = SliderPicture.PieceSize;
    private const int From = Size;                                   // skips the waiting piece, as every script does
    private const int Until = SliderPicture.Width - Size;

    /// <summary>
    /// Finds the pair of columns with the most vertical edge in the row of the piece. The columns are as far apart as
    /// the body of the piece.
    /// </summary>
    public static int ByVerticalEdges(DecodedPng picture, DecodedPng piece, int pieceY)
    {
        var (left, right) = (Size, 0);
        for (var x = 0; x < Size; x++)
        {
            var filled = 0;
            for (var y = 0; y < Size; y++)
                filled += piece.At(x, y, 3) > 128 ? 1 : 0;
            if (filled < Size / 3)
                continue;
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
        }

        var columns = new double[SliderPicture.Width];
        for (var x = 1; x < SliderPicture.Width - 1; x++)
        for (var y = pieceY; y < pieceY + Size; y++)
            columns[x] += Math.Abs(SobelX(picture, x, y));
        return Best(x => columns[x + left] + columns[x + right]);
    }

    /// <summary>Normalised cross-correlation with the picture of the piece, inside its outline.</summary>
    public static int ByPicture(DecodedPng picture, DecodedPng piece, int pieceY) =>
        BestCorrelation(piece.Grey, picture.Grey, (x, y) => piece.At(x, y, 3) > 200, pieceY, sign: 1);

    /// <summary>
    /// Normalised cross-correlation with the filled outline of the piece, for a dark hole or a light one.
    /// </summary>
    public static int BySilhouette(DecodedPng picture, DecodedPng piece, int pieceY) =>
        BestCorrelation((x, y) => piece.At(x, y, 3), picture.Grey, (_, _) => true, pieceY, sign: 0);

    /// <summary>Normalised cross-correlation of the edges of the outline with the edges of the picture.</summary>
    public static int ByEdgeMap(DecodedPng picture, DecodedPng piece, int pieceY) =>
        BestCorrelation((x, y) => Edge((a, b) => piece.At(a, b, 3), x, y, Size, Size),
            (x, y) => Edge(picture.Grey, x, y, picture.Width, picture.Height), (_, _) => true, pieceY, sign: 1);

    private static double SobelX(DecodedPng picture, int x, int y) =>
        picture.Grey(x + 1, y - 1) + 2 * picture.Grey(x + 1, y) + picture.Grey(x + 1, y + 1)
        - picture.Grey(x - 1, y - 1) - 2 * picture.Grey(x - 1, y) - picture.Grey(x - 1, y + 1);

    private static double Edge(Func<int, int, double> grey, int x, int y, int width, int height)
    {
        double At(int dx, int dy) => grey(Math.Clamp(x + dx, 0, width - 1), Math.Clamp(y + dy, 0, height - 1));
        var across = At(1, -1) + 2 * At(1, 0) + At(1, 1) - At(-1, -1) - 2 * At(-1, 0) - At(-1, 1);
        var down = At(-1, 1) + 2 * At(0, 1) + At(1, 1) - At(-1, -1) - 2 * At(0, -1) - At(1, -1);
        return Math.Sqrt(across * across + down * down);
    }

    /// <param name="sign">1 looks for similarity, 0 for similarity or its negative.</param>
    private static int BestCorrelation(
        Func<int, int, double> template, Func<int, int, double> picture, Func<int, int, bool> inside, int pieceY,
        int sign)
    {
        var strip = new double[SliderPicture.Width, Size];
        for (var x = 0; x < SliderPicture.Width; x++)
        for (var y = 0; y < Size; y++)
            strip[x, y] = picture(x, pieceY + y);

        var points = (from x in Enumerable.Range(0, Size)
            from y in Enumerable.Range(0, Size)
            where inside(x, y)
            select (x, y, Value: template(x, y))).ToArray();
        var mean = points.Average(point => point.Value);
        return Best(at =>
        {
            double there = 0;
            foreach (var (x, y, _) in points)
                there += strip[at + x, y];
            there /= points.Length;
            double product = 0, own = 0, other = 0;
            foreach (var (x, y, value) in points)
            {
                var (a, b) = (value - mean, strip[at + x, y] - there);
                product += a * b;
                own += a * a;
                other += b * b;
            }

            var correlation = product / Math.Sqrt(own * other + 1e-9);
            return sign == 0 ? Math.Abs(correlation) : correlation;
        });
    }

    private static int Best(Func<int, double> score)
    {
        var best = From;
        var highest = double.NegativeInfinity;
        for (var x = From; x < Until; x++)
        {
            var value = score(x);
            if (value > highest)
                (highest, best) = (value, x);
        }

        return best;
    }
}
