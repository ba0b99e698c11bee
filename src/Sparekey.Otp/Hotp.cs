using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sparekey.Otp;

/// <summary>Counter-based one-time passwords (RFC 4226).</summary>
public static class Hotp
{
    /// <summary>The number of digits in most apps.</summary>
    public const int DefaultDigits = 6;

    /// <summary>
    /// A truncated HMAC is a 31-bit number (RFC 4226 section 5.3): ten digits, of which the first is 0, 1 or 2.
    /// </summary>
    public const int MaximumDigits = 10;

    private const int LongestMac = 64;

    /// <summary>The code for one counter value.</summary>
    /// <param name="secret">Raw key, 1 byte or more. RFC 4226 section 4 requires 16 bytes and recommends 20.</param>
    /// <param name="counter">The moving factor. Increment it before you show the code, so that no code is shown
    /// twice.</param>
    /// <param name="digits">1 to 10.</param>
    /// <param name="algorithm">RFC 4226 defines SHA-1 only; apps use the other hashes in the same way.</param>
    /// <returns>ASCII digits with leading zeros.</returns>
    /// <exception cref="ArgumentException">No key, or a number out of range.</exception>
    public static string Compute(ReadOnlySpan<byte> secret, ulong counter, int digits = DefaultDigits,
        OtpAlgorithm algorithm = OtpAlgorithm.Sha1)
    {
        CheckDigits(digits);
        Span<char> code = stackalloc char[digits];
        Compute(secret, counter, code, algorithm);
        return new string(code);
    }

    /// <summary>Fills <paramref name="code"/> with the code for one counter value. Allocates nothing.</summary>
    /// <param name="secret">Raw key, 1 byte or more.</param>
    /// <param name="counter">The moving factor.</param>
    /// <param name="code">1 to 10 characters; its length is the number of digits.</param>
    /// <param name="algorithm">SHA-1 unless agreed otherwise.</param>
    /// <exception cref="ArgumentException">No key, or a number out of range.</exception>
    public static void Compute(ReadOnlySpan<byte> secret, ulong counter, Span<char> code,
        OtpAlgorithm algorithm = OtpAlgorithm.Sha1)
    {
        CheckDigits(code.Length, nameof(code));
        var value = Truncate(secret, counter, algorithm);
        for (var i = code.Length - 1; i >= 0; i--)
        {
            code[i] = (char)('0' + value % 10);
            value /= 10;
        }
    }

    /// <summary>RFC 4226 section 5.3: HMAC, then 31 bits at the offset in its last four bits (section 5.4).</summary>
    internal static uint Truncate(ReadOnlySpan<byte> secret, ulong counter, OtpAlgorithm algorithm)
    {
        if (secret.IsEmpty)
            throw new ArgumentException("A key of no bytes makes codes that anybody can make.", nameof(secret));
        Span<byte> message = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(message, counter);
        Span<byte> mac = stackalloc byte[LongestMac];
        var length = algorithm switch
        {
            OtpAlgorithm.Sha1 => HMACSHA1.HashData(secret, message, mac),
            OtpAlgorithm.Sha256 => HMACSHA256.HashData(secret, message, mac),
            OtpAlgorithm.Sha512 => HMACSHA512.HashData(secret, message, mac),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an algorithm of RFC 6238."),
        };
        var offset = mac[length - 1] & 0xF;
        var value = BinaryPrimitives.ReadUInt32BigEndian(mac[offset..]) & 0x7FFF_FFFF;
        CryptographicOperations.ZeroMemory(mac);
        return value;
    }

    internal static void CheckDigits(int digits, string name = "digits")
    {
        if (digits is < 1 or > MaximumDigits)
            throw new ArgumentOutOfRangeException(name, digits, $"A code has 1 to {MaximumDigits} digits.");
    }
}
