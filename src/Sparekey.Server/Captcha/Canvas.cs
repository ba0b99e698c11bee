using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>Pixels of a painting: red, green and blue, each 0 to 1, clamped only when they are written out.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly Vector3[] _pixels = new Vector3[width * height];

    public int Width => width;

    public int Height => height;

    public ref Vector3 this[int x, int y] => ref _pixels[y * width + x];

    /// <summary>The pixel, or the nearest one at the border.</summary>
    public Vector3 Near(int x, int y) => this[Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1)];

    public bool Has(int x, int y) => (uint)x < (uint)width && (uint)y < (uint)height;

    public Canvas Copy()
    {
        var copy = new Canvas(width, height);
        _pixels.CopyTo(copy._pixels, 0);
        return copy;
    }

    /// <summary>Perceived lightness, 0 to 1 (the weights of ITU-R BT.601).</summary>
    public static float Lightness(Vector3 colour) => Vector3.Dot(colour, new Vector3(0.299f, 0.587f, 0.114f));

    /// <summary>
    /// 0 at <paramref name="from"/>, 1 at <paramref name="to"/>, eased between; the ends may be in either order.
    /// </summary>
    public static float Fade(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    public static byte Level(float value, int grain) => (byte)Math.Clamp((int)(value * 255 + 0.5f) + grain, 0, 255);
}
