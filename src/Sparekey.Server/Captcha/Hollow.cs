using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>A place where a piece was taken out, or seems to have been: filled with paint from elsewhere, shaded at its edge.</summary>
internal sealed record Hollow(PieceShape Shape, int X, int Y, float Depth)
{
    private const int Reach = 4;            // pixels outside the box that the soft edge may touch
    private const float Softness = 1.6f;    // half the width of the edge in pixels: seen at once, no crisp line to detect

    public void Cut(Canvas canvas, Canvas untouched, ValueNoise noise)
    {
        var mean = Mean(untouched);
        var lightness = Canvas.Lightness(mean);
        // Dark ground gets a light hole: darker than dark shows nothing.
        var fill = lightness > 0.36f ? mean * 0.62f : Vector3.Lerp(mean, Vector3.One, 0.27f);
        for (var y = -Reach; y < PieceShape.Size + Reach; y++)
        for (var x = -Reach; x < PieceShape.Size + Reach; x++)
        {
            if (!canvas.Has(X + x, Y + y))
                continue;

            var distance = Shape.Distance(x + 0.5f, y + 0.5f);
            if (distance > Reach)
                continue;

            // What lies in the hole is the view from elsewhere, so the piece's own picture is nowhere to be found.
            var elsewhere = untouched.Near(X + PieceShape.Size - 1 - x, Y + (y * 2 + 37) % PieceShape.Size);
            var uneven = 0.62f + 0.76f * noise.At((X + x) / 15f, (Y + y) / 15f + 120);
            var inside = Canvas.Fade(Softness, -Softness, distance);
            var floor = Vector3.Lerp(fill, elsewhere * (Canvas.Lightness(fill) / MathF.Max(lightness, 0.05f)), 0.3f);
            ref var pixel = ref canvas[X + x, Y + y];
            pixel = Vector3.Lerp(pixel, floor, MathF.Min(inside * Depth * uneven, 0.94f));

            // Light comes from the top left: a shadow inside that edge, a thin shine outside the opposite one.
            var shadow = inside * Canvas.Fade(-7, 1, Shape.Distance(x - 2, y - 2.5f));
            pixel *= 1 - 0.34f * Depth * uneven * shadow;
            var shine = Canvas.Fade(-0.5f, 1, distance) * Canvas.Fade(2.5f, 1, distance) * Canvas.Fade(1, -2, Shape.Distance(x - 2, y - 2.5f));
            pixel += new Vector3(0.22f * Depth * shine);
        }
    }

    private Vector3 Mean(Canvas canvas)
    {
        var sum = Vector3.Zero;
        for (var y = 2; y < PieceShape.Size; y += 4)
        for (var x = 2; x < PieceShape.Size; x += 4)
            sum += canvas.Near(X + x, Y + y);
        return sum / (PieceShape.Size / 4 * (PieceShape.Size / 4));
    }
}
