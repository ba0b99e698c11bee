using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sparekey.Otp;

/// <summary>
/// Time-based one-time passwords (RFC 6238): <see cref="Hotp"/> with the number of steps since the Unix epoch as its
/// counter.
/// </summary>
public static class Totp
{
    /// <summary>Default length of a step in seconds (RFC 6238 section 4.1).</summary>
    public const int DefaultPeriod = 30;

    /// <summary>One day, in seconds. Real keys use 30 or 60.</summary>
    public const int MaximumPeriod = 86_400;

    /// <summary>
    /// RFC 6238 section 5.2 recommends one step for network delay. The second step allows for an inaccurate clock.
    /// </summary>
    public const int MaximumSkew = 2;

    /// <summary>The step that contains <paramref name="now"/>.</summary>
    /// <param name="now">Any time. Steps before 1970 are negative and have no codes.</param>
    /// <param name="period">Seconds, 1 to 86,400.</param>
    /// <returns>Whole steps since the Unix epoch (T of RFC 6238 section 4.2, with T0 = 0).</returns>
    public static long StepAt(DateTimeOffset now, int period = DefaultPeriod)
    {
        CheckPeriod(period);
        var seconds = now.ToUnixTimeSeconds();
        return seconds >= 0 ? seconds / period : (seconds + 1) / period - 1;
    }

    /// <summary>
    /// The start of a step. The code of the previous step is valid until then, plus or minus the allowed skew.
    /// </summary>
    /// <param name="step">Steps since the Unix epoch.</param>
    /// <param name="period">Seconds, 1 to 86,400.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beyond the year 9999, or a period out of range.</exception>
    public static DateTimeOffset StartOf(long step, int period = DefaultPeriod)
    {
        CheckPeriod(period);
        return DateTimeOffset.FromUnixTimeSeconds(checked(step * period));
    }

    /// <summary>The code at <paramref name="now"/>.</summary>
    /// <param name="secret">Raw key, 1 byte or more. RFC 4226 section 4 requires 16 bytes and recommends 20.</param>
    /// <param name="now">1970 or later.</param>
    /// <param name="digits">1 to 10.</param>
    /// <param name="period">Seconds, 1 to 86,400.</param>
    /// <param name="algorithm">SHA-1 unless agreed otherwise: some apps ignore any other.</param>
    /// <returns>ASCII digits with leading zeros.</returns>
    /// <exception cref="ArgumentException">No key, or a number out of range.</exception>
    public static string Compute(ReadOnlySpan<byte> secret, DateTimeOffset now, int digits = Hotp.DefaultDigits,
        int period = DefaultPeriod, OtpAlgorithm algorithm = OtpAlgorithm.Sha1) =>
        Hotp.Compute(secret, CounterAt(now, period), digits, algorithm);

    /// <summary>Fills <paramref name="code"/> with the code at <paramref name="now"/>. Allocates nothing.</summary>
    /// <param name="secret">Raw key, 1 byte or more.</param>
    /// <param name="now">1970 or later.</param>
    /// <param name="code">1 to 10 characters; its length is the number of digits.</param>
    /// <param name="period">Seconds, 1 to 86,400.</param>
    /// <param name="algorithm">SHA-1 unless agreed otherwise.</param>
    /// <exception cref="ArgumentException">No key, or a number out of range.</exception>
    public static void Compute(ReadOnlySpan<byte> secret, DateTimeOffset now, Span<char> code,
        int period = DefaultPeriod, OtpAlgorithm algorithm = OtpAlgorithm.Sha1) =>
        Hotp.Compute(secret, CounterAt(now, period), code, algorithm);

    /// <summary>
    /// Finds the step whose code equals <paramref name="code"/>, up to <paramref name="skew"/> steps before or after
    /// now. Allocates nothing.
    /// </summary>
    /// <param name="secret">Raw key, 1 byte or more.</param>
    /// <param name="code">ASCII digits; a wrong length matches nothing.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="skew">Steps, 0 to 2; 1 is 30 s before and after at the usual period.</param>
    /// <param name="digits">1 to 10.</param>
    /// <param name="period">Seconds, 1 to 86,400.</param>
    /// <param name="algorithm">SHA-1 unless agreed otherwise.</param>
    /// <returns>
    /// Steps since the Unix epoch, or null. If two steps have the same code, the later one. Store the step and refuse
    /// it and all earlier steps from then on: a step is accepted once (RFC 6238 section 5.2).
    /// </returns>
    /// <exception cref="ArgumentException">No key, or a number out of range.</exception>
    public static long? FindStep(ReadOnlySpan<byte> secret, ReadOnlySpan<char> code, DateTimeOffset now, int skew = 1,
        int digits = Hotp.DefaultDigits, int period = DefaultPeriod, OtpAlgorithm algorithm = OtpAlgorithm.Sha1)
    {
        if (skew is < 0 or > MaximumSkew)
            throw new ArgumentOutOfRangeException(nameof(skew), skew, $"Skew is 0 to {MaximumSkew} steps.");
        Hotp.CheckDigits(digits);
        if (secret.IsEmpty)
            throw new ArgumentException("A key of no bytes makes codes that anybody can make.", nameof(secret));
        var current = StepAt(now, period);
        if (code.Length != digits) return null;
        Span<char> expected = stackalloc char[Hotp.MaximumDigits];
        expected = expected[..digits];
        var found = -1L;
        // The loop tries every step even after a match and chooses the result without a branch, so the duration does
        // not reveal which step matched.
        for (var step = Math.Max(0, current - skew); step <= current + skew; step++)
        {
            Hotp.Compute(secret, (ulong)step, expected, algorithm);
            var equal = CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(expected),
                MemoryMarshal.AsBytes(code));
            var mask = -(long)Unsafe.BitCast<bool, byte>(equal);
            found = (step & mask) | (found & ~mask);
        }
        expected.Clear();
        return found < 0 ? null : found;
    }

    internal static ulong CounterAt(DateTimeOffset now, int period)
    {
        var step = StepAt(now, period);
        if (step < 0) throw new ArgumentOutOfRangeException(nameof(now), now, "Steps are counted from 1970.");
        return (ulong)step;
    }

    private static void CheckPeriod(int period)
    {
        if (period is < 1 or > MaximumPeriod)
            throw new ArgumentOutOfRangeException(nameof(period), period, $"A period is 1 to {MaximumPeriod} seconds.");
    }
}
