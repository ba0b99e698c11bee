using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>A picture with a gap, and the piece that fits it. The same seed gives the same picture.</summary>
public sealed class SliderPicture
{
    public const int Width = 320;
    public const int Height = 160;

    /// <summary>Width and height of the piece's picture in pixels.</summary>
    public const int PieceSize = PieceShape.Size;

    public const int SeedBytes = 32;

    /// <summary>
    /// The gap is never at the left, where the piece starts: every right answer is a drag.
    /// </summary>
    public const int LowestGapX = 70;

    public const int HighestGapX = Width - PieceSize - Edge;

    // Pixels between a hole and the edges of the picture: every outline is complete.
    private const int Edge = 8;
    // Pixels between the left edges of two holes: holes never touch, and a click belongs to one hole.
    private const int DecoyDistance = 58;
    // Levels of 255: hides the edge of a hole from a comparison of pixels, and is hardly visible.
    private const int GrainReach = 3;

    private SliderPicture(int gapX, int pieceY, byte[] background, byte[] piece) =>
        (GapX, PieceY, BackgroundPng, PiecePng) = (gapX, pieceY, background, piece);

    /// <summary>
    /// The answer: pixels from the picture's left edge to the piece's, <see cref="LowestGapX"/> to
    /// <see cref="HighestGapX"/>.
    /// </summary>
    public int GapX { get; }

    /// <summary>Pixels from the picture's top edge to the piece's.</summary>
    public int PieceY { get; }

    public byte[] BackgroundPng { get; }

    public byte[] PiecePng { get; }

    /// <param name="seed"><see cref="SeedBytes"/> random bytes; they are as secret as the answer.</param>
    public static SliderPicture Draw(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
            throw new ArgumentException($"A seed has {SeedBytes} bytes.", nameof(seed));

        var dice = new Dice(seed);
        var (gapX, pieceY) = Place(dice);
        var shape = PieceShape.Throw(dice);

        var view = Landscape.Paint(Width, Height, dice);
        var noise = new ValueNoise(dice);
        var cut = view.Copy();
        Gap(shape, gapX, pieceY, dice).Cut(cut, view, noise);
        foreach (var decoy in Decoys(shape, gapX, pieceY, dice))
            decoy.Cut(cut, view, noise);

        var grain = new Grain(dice);
        return new(gapX, pieceY, Develop(cut, grain), Lift(view, shape, gapX, pieceY, dice, grain));
    }

    /// <summary>Where <see cref="Draw"/> puts the gap for this seed, without drawing.</summary>
    public static (int GapX, int PieceY) Place(ReadOnlySpan<byte> seed) => Place(new Dice(seed));

    private static (int GapX, int PieceY) Place(Dice dice) =>
        (dice.Between(LowestGapX, HighestGapX), dice.Between(Edge, Height - PieceSize - Edge));

    /// <summary>Holes that the piece does not fit: up to two in its row, at most one in another row.</summary>
    private static List<Hollow> Decoys(PieceShape shape, int gapX, int pieceY, Dice dice)
    {
        const int wanted = 2, tries = 40;
        var decoys = new List<Hollow>();
        for (var i = 0; i < tries && decoys.Count < wanted; i++)
        {
            var x = dice.Between(PieceSize + Edge, HighestGapX);
            if (Math.Abs(x - gapX) >= DecoyDistance
                && decoys.TrueForAll(other => Math.Abs(x - other.X) >= DecoyDistance))
                decoys.Add(Decoy(shape, x, pieceY, dice));
        }

        // Above or below, where there is room. Without room the decoys of the row are enough.
        for (var i = 0; i < tries; i++)
        {
            var (x, y) = (dice.Between(Edge, HighestGapX), dice.Between(Edge, Height - PieceSize - Edge));
            if (Math.Abs(y - pieceY) < PieceSize || Math.Abs(x - gapX) < DecoyDistance)
                continue;

            decoys.Add(Decoy(shape, x, y, dice));
            break;
        }

        return decoys;
    }

    /// <summary>
    /// The gap is a little wider or narrower than the piece, unevenly lit, and on average fainter than the decoys: a
    /// person recognizes the shape; a program that sums up how well the edges agree prefers a decoy.
    /// </summary>
    private static Hollow Gap(PieceShape shape, int x, int y, Dice dice) =>
        new(shape, x, y, dice.Between(0.66f, 0.84f), (dice.OneIn(2) ? 1 : -1) * dice.Between(1.2f, 1.8f),
            (dice.OneIn(2) ? 1 : -1) * dice.Between(0.75f, 1f));

    private static Hollow Decoy(PieceShape shape, int x, int y, Dice dice) =>
        new(shape.ThrowUnlike(dice), x, y, dice.Between(0.7f, 0.95f), dice.Between(-0.8f, 0.8f),
            dice.Between(-0.3f, 0.3f));

    private static byte[] Develop(Canvas canvas, Grain grain)
    {
        var pixels = new byte[Width * Height * 3];
        var i = 0;
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
        {
            var colour = canvas[x, y];
            var step = grain.Step(GrainReach);
            pixels[i++] = Canvas.Level(colour.X, step);
            pixels[i++] = Canvas.Level(colour.Y, step);
            pixels[i++] = Canvas.Level(colour.Z, step);
        }

        return Png.Rgb(Width, Height, pixels);
    }

    /// <summary>
    /// The piece: the view at the gap in slightly different colours, with grain of its own and a soft outline.
    /// </summary>
    private static byte[] Lift(Canvas view, PieceShape shape, int gapX, int pieceY, Dice dice, Grain grain)
    {
        const float reach = 0.035f;
        var tint = Vector3.One
            + new Vector3(dice.Between(-reach, reach), dice.Between(-reach, reach), dice.Between(-reach, reach));
        var pixels = new byte[PieceSize * PieceSize * 4];
        var i = 0;
        for (var y = 0; y < PieceSize; y++)
        for (var x = 0; x < PieceSize; x++)
        {
            var distance = shape.Distance(x + 0.5f, y + 0.5f);
            var alpha = Canvas.Level(Canvas.Fade(0.6f, -0.6f, distance), 0);
            if (alpha == 0)
            {
                // Black instead of the view: an invisible pixel would reveal the surroundings of the gap.
                i += 4;
                continue;
            }

            var outline = Canvas.Fade(-2.6f, -0.8f, distance);
            // Bright towards the light at the top left, dark on the other side: the outline is visible on any ground.
            var lit = Canvas.Fade(-3, 3, shape.Distance(x - 2, y - 2) - shape.Distance(x + 3, y + 3));
            var colour = Vector3.Lerp(view[gapX + x, pieceY + y] * tint, lit > 0.5f ? Vector3.One : Vector3.Zero,
                MathF.Abs(2 * lit - 1) * (lit > 0.5f ? 0.75f : 0.4f) * outline);
            var step = grain.Step(GrainReach);
            pixels[i++] = Canvas.Level(colour.X, step);
            pixels[i++] = Canvas.Level(colour.Y, step);
            pixels[i++] = Canvas.Level(colour.Z, step);
            pixels[i++] = alpha;
        }

        return Png.Rgba(PieceSize, PieceSize, pixels);
    }
}
