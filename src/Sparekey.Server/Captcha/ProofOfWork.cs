using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Server.Captcha;

/// <summary>
/// The alternative to the slider for people who cannot drag or see it: the browser searches for a text whose hash
/// begins with zero bits (Back, "Hashcash", 2002). Each further bit doubles the search.
/// </summary>
public static class ProofOfWork
{
    /// <summary>Characters that a work may have: a counter needs 20; more would only cost the server time.</summary>
    public const int LongestWork = 64;

    /// <summary>
    /// Whether SHA-256 of <c>challenge:work</c> in UTF-8 begins with <paramref name="bits"/> zero bits.
    /// </summary>
    /// <param name="bits">0 to 256.</param>
    public static bool Check(string challenge, string work, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, SHA256.HashSizeInBits);
        return work.Length <= LongestWork && LeadingZeroBits(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{challenge}:{work}"))) >= bits;
    }

    private static int LeadingZeroBits(ReadOnlySpan<byte> hash)
    {
        var whole = hash.IndexOfAnyExcept((byte)0);
        return whole < 0 ? hash.Length * 8 : whole * 8 + byte.LeadingZeroCount(hash[whole]);
    }
}
