namespace Sparekey.Core.Identity;

/// <summary>
/// What the holder writes on paper and shows in the selfie, so that an older picture of them is of no use.
/// </summary>
/// <remarks>Not a secret: it tells when a picture was taken, not who took it.</remarks>
public static class SelfieCode
{
    public const int Length = 6;

    /// <summary>
    /// Capitals and digits that keep apart in handwriting. None of 0 D O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V N, 9 4.
    /// Sixteen of them, so that half a byte chooses one and none is likelier than another.</summary>
    public const string Alphabet = "ACEFHJKMPRTWXY37";

    /// <summary>Six characters, 24 bits.</summary>
    /// <param name="random">6 random bytes or more; one for each character.</param>
    public static string From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(random.Length, Length, nameof(random));
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++) code[i] = Alphabet[random[i] & 15];
        return new string(code);
    }
}
