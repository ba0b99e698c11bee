namespace Sparekey.Server.Captcha;

/// <summary>
/// The position of the gap as a person gave it: the left edge of the piece in pixels of the picture, with a tolerance.
/// </summary>
public sealed record SliderAnswer(int X, int Tolerance)
{
    /// <summary>
    /// Pixels either side that a drag may be off: a fingertip on a phone rests within about 2 mm of its aim,
    /// which is 5 pixels of a picture shown at 60 mm; a blind guess is right once in 17.
    /// </summary>
    public const int DragTolerance = 5;

    /// <summary>
    /// Pixels either side for a click: the middle two thirds of the piece, where people click; a blind guess is right
    /// once in 6.
    /// </summary>
    public const int ClickTolerance = SliderPicture.PieceSize / 3;

    /// <param name="x">The piece's left edge, 0 to <see cref="SliderPicture.Width"/> less
    /// <see cref="SliderPicture.PieceSize"/>; anything else matches nothing.</param>
    public static SliderAnswer FromDrag(int x) => new(x, DragTolerance);

    /// <param name="x">The <c>spot.x</c> of the image button, for browsers without JavaScript. Pressing it by keyboard
    /// sends 0, which matches nothing.</param>
    public static SliderAnswer FromClick(int x) => new(x - SliderPicture.PieceSize / 2, ClickTolerance);

    // As long, so that a number at either end of the range cannot wrap around into a match.
    public bool Matches(int gapX) => Math.Abs((long)X - gapX) <= Tolerance;
}
