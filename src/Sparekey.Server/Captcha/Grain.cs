using System.Numerics;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Captcha;

/// <summary>
/// Film grain: a small random step for every pixel. The generator is fast (xoshiro128++), and its state can be computed
/// from the picture. The grain therefore has a seed of its own, and nothing secret is drawn from it.
/// </summary>
internal sealed class Grain(Dice dice)
{
    private uint _a = dice.Throw() | 1, _b = dice.Throw(), _c = dice.Throw(), _d = dice.Throw();

    /// <summary>
    /// Steps between -<paramref name="reach"/> and <paramref name="reach"/>, small steps are more frequent (the sum of
    /// two dice).
    /// </summary>
    public int Step(int reach)
    {
        var bits = Next();
        var sides = (uint)reach + 1;
        return (int)(((bits & 0xffff) * sides >> 16) + ((bits >> 16) * sides >> 16)) - reach;
    }

    private uint Next()
    {
        var result = BitOperations.RotateLeft(_a + _d, 7) + _a;
        var shifted = _b << 9;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 11);
        return result;
    }
}
