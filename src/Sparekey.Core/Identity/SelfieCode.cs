namespace Sparekey.Core.Identity;

/// <summary>
/// A code that the holder writes on paper and shows in the selfie, so that an older picture of the holder is useless.
/// </summary>
/// <remarks>Not a secret: the code shows when a picture was taken, not by whom.</remarks>
public static class SelfieCode
{
    public const int Length = 6;

    /// <summary>
    /// Sixteen capitals and digits that are easy to distinguish in handwriting: none of 0 D O Q, 1 I L, 2 Z, 5 S, 6 G,
    /// 8 B, U V N, 9 4. Half a byte chooses one of sixteen, each with the same probability.
    /// </summary>
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
