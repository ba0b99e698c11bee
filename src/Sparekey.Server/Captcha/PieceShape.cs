namespace Sparekey.Server.Captcha;

/// <summary>What one side of a piece has: nothing, a knob that stands out, or a notch cut in.</summary>
internal enum PieceSide { Flat, Knob, Notch }

/// <summary>
/// A jigsaw piece: a rounded square with something on each side, inside a box of <see cref="Size"/> by
/// <see cref="Size"/> pixels.
/// </summary>
internal sealed record PieceShape(PieceSide Top, PieceSide Right, PieceSide Bottom, PieceSide Left)
{
    /// <summary>
    /// Width and height of the box in pixels, knobs included: the width of a thumb on a phone that shows the picture
    /// at full size.
    /// </summary>
    public const int Size = 52;

    private const float Margin = 8;         // room for a knob
    private const float Corner = 4;
    private const float Radius = 7.5f;      // of knobs and notches: large enough to tell shapes apart at a glance
    private const float Centre = Size / 2f;
    private const float Half = Centre - Margin;

    /// <summary>A shape with at least one knob and one notch: a plain square would not be recognized.</summary>
    public static PieceShape Throw(Dice dice)
    {
        while (true)
        {
            var shape = new PieceShape(ThrowSide(dice), ThrowSide(dice), ThrowSide(dice), ThrowSide(dice));
            if (shape.Count(PieceSide.Knob) > 0 && shape.Count(PieceSide.Notch) > 0)
                return shape;
        }
    }

    /// <summary>
    /// Another shape that differs on one or two sides: a person sees the difference, and most of the
    /// outline still agrees.
    /// </summary>
    public PieceShape ThrowUnlike(Dice dice)
    {
        while (true)
        {
            var other = Throw(dice);
            if (other.SidesUnlike(this) is 1 or 2)
                return other;
        }
    }

    private int SidesUnlike(PieceShape other) =>
        (Top != other.Top ? 1 : 0) + (Right != other.Right ? 1 : 0) + (Bottom != other.Bottom ? 1 : 0)
            + (Left != other.Left ? 1 : 0);

    /// <summary>Pixels from the outline, negative inside; (0, 0) is the top left corner of the box.</summary>
    public float Distance(float x, float y)
    {
        var dx = MathF.Abs(x - Centre) - Half + Corner;
        var dy = MathF.Abs(y - Centre) - Half + Corner;
        var distance = MathF.Sqrt(Square(MathF.Max(dx, 0)) + Square(MathF.Max(dy, 0))) + MathF.Min(MathF.Max(dx, dy), 0)
            - Corner;
        distance = With(Top, distance, x - Centre, y - Margin);
        distance = With(Bottom, distance, x - Centre, Size - Margin - y);
        distance = With(Left, distance, y - Centre, x - Margin);
        return With(Right, distance, y - Centre, Size - Margin - x);
    }

    /// <param name="along">Pixels along the side from its middle.</param>
    /// <param name="inward">Pixels from the side towards the middle of the piece.</param>
    private static float With(PieceSide side, float distance, float along, float inward)
    {
        // The circle stands half a pixel off the side, which gives it the narrow neck of a jigsaw.
        const float offset = Margin - Radius;
        return side switch
        {
            PieceSide.Knob => MathF.Min(distance, MathF.Sqrt(Square(along) + Square(inward + offset)) - Radius),
            PieceSide.Notch => MathF.Max(distance, Radius - MathF.Sqrt(Square(along) + Square(inward - offset))),
            _ => distance,
        };
    }

    private static PieceSide ThrowSide(Dice dice) => (PieceSide)dice.Between(0, 2);

    private int Count(PieceSide side) =>
        (Top == side ? 1 : 0) + (Right == side ? 1 : 0) + (Bottom == side ? 1 : 0) + (Left == side ? 1 : 0);

    private static float Square(float value) => value * value;
}
