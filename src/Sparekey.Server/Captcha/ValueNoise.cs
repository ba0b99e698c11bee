namespace Sparekey.Server.Captcha;

/// <summary>
/// Smooth noise between 0 and 1 over the plane: random values at whole coordinates, eased between them.
/// </summary>
internal sealed class ValueNoise
{
    private const int Size = 256;
    private readonly float[] _values = new float[Size];
    private readonly byte[] _order = new byte[Size];

    public ValueNoise(Dice dice)
    {
        for (var i = 0; i < Size; i++)
        {
            _values[i] = dice.Between(0f, 1f);
            _order[i] = (byte)i;
        }

        for (var i = Size - 1; i > 0; i--)
        {
            var j = dice.Between(0, i);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
    }

    public float At(float x, float y)
    {
        var left = (int)MathF.Floor(x);
        var top = (int)MathF.Floor(y);
        var across = Ease(x - left);
        var down = Ease(y - top);
        var upper = _order[top & 255];
        var lower = _order[(top + 1) & 255];
        var above = Mix(_values[(left + upper) & 255 ^ upper], _values[(left + 1 + upper) & 255 ^ upper], across);
        var below = Mix(_values[(left + lower) & 255 ^ lower], _values[(left + 1 + lower) & 255 ^ lower], across);
        return Mix(above, below, down);
    }

    /// <summary>Noise on noise: each further octave is twice as fine and half as strong. Between 0 and 1.</summary>
    public float Rough(float x, float y, int octaves)
    {
        float sum = 0, strength = 1, whole = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += strength * At(x, y);
            whole += strength;
            strength *= 0.5f;
            x = x * 2.03f + 17.3f;
            y = y * 2.03f + 5.7f;
        }

        return sum / whole;
    }

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Mix(float from, float to, float share) => from + (to - from) * share;
}
