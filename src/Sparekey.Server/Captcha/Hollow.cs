using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>
/// A hole in the picture, real or decoy: filled with paint from another place, and shaded at its edge.
/// </summary>
/// <param name="Depth">0 to 1: how clearly the hole is seen.</param>
/// <param name="Spread">Pixels by which the hole is wider (negative: narrower) than the shape on every side.</param>
/// <param name="Slope">-1 to 1: how much the hole darkens to the right or to the left.</param>
internal sealed record Hollow(PieceShape Shape, int X, int Y, float Depth, float Spread, float Slope)
{
    private const int Reach = 8;            // pixels outside the box that the soft edge may touch
    // Half the width of the edge in pixels: people see the edge at once, programs find no sharp line.
    private const float Softness = 1.6f;

    private const float Wobble = 1f;      // pixels that the outline strays at most

    public void Cut(Canvas canvas, Canvas untouched, ValueNoise noise)
    {
        var mean = Mean(untouched);
        var lightness = Canvas.Lightness(mean);
        for (var y = -Reach; y < PieceShape.Size + Reach; y++)
        for (var x = -Reach; x < PieceShape.Size + Reach; x++)
        {
            if (!canvas.Has(X + x, Y + y))
                continue;

            var distance = Outline(x, y, noise);
            if (distance > Reach)
                continue;

            // The hole shows paint from another place: the picture contains the piece's own pixels nowhere.
            var elsewhere = untouched.Near(X + PieceShape.Size - 1 - x, Y + (y * 2 + 37) % PieceShape.Size);
            var uneven = 0.62f + 0.76f * noise.At((X + x) / 15f, (Y + y) / 15f + 120);
            var inside = Canvas.Fade(Softness, -Softness, distance);
            var floor = Vector3.Lerp(mean, elsewhere, 0.5f);
            // Dark ground gets a light hole: a darker hole would not be seen.
            floor = lightness > 0.36f
                ? floor * (1 - 0.5f * Depth * uneven)
                : Vector3.Lerp(floor, Vector3.One, 0.36f * Depth * uneven);
            floor *= 1 + Slope * (x - PieceShape.Size / 2f) / PieceShape.Size;
            ref var pixel = ref canvas[X + x, Y + y];
            pixel = Vector3.Lerp(pixel, floor, inside);

            // Light comes from the top left: a shadow inside that edge, a thin shine outside the opposite one.
            var shadow = inside * Canvas.Fade(-7, 1, Outline(x - 2.5f, y - 3, noise));
            pixel *= 1 - 0.34f * Depth * uneven * shadow;
            var shine = Canvas.Fade(-0.5f, 1, distance) * Canvas.Fade(2.5f, 1, distance) * Canvas.Fade(1, -2,
                Outline(x - 2.5f, y - 3, noise));
            pixel += new Vector3(0.22f * Depth * shine);
        }
    }

    /// <summary>The outline, displaced by up to a pixel or two as if cut by hand.</summary>
    private float Outline(float x, float y, ValueNoise noise) =>
        Shape.Distance(x + 0.5f, y + 0.5f) - Spread + (noise.At((X + x) / 8f, (Y + y) / 8f + 30) - 0.5f) * 2 * Wobble;

    private Vector3 Mean(Canvas canvas)
    {
        var sum = Vector3.Zero;
        for (var y = 2; y < PieceShape.Size; y += 4)
        for (var x = 2; x < PieceShape.Size; x += 4)
            sum += canvas.Near(X + x, Y + y);
        return sum / (PieceShape.Size / 4 * (PieceShape.Size / 4));
    }
}
