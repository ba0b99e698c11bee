namespace Sparekey.Otp;

/// <summary>
/// Steam Guard codes: TOTP with SHA-1 and 30 s, written as five characters of an alphabet without look-alikes.
/// </summary>
/// <remarks>
/// Steam publishes no specification. <c>vectors/otp/steam.json</c> holds the test values of KeePassXC, which come from
/// Steam's own app.
/// </remarks>
public static class SteamCode
{
    /// <summary>Characters in a code.</summary>
    public const int Length = 5;

    private const string Alphabet = "23456789BCDFGHJKMNPQRTVWXY";

    /// <summary>The code at <paramref name="now"/>.</summary>
    /// <param name="secret">Raw key; Steam keys have 20 bytes.</param>
    /// <param name="now">1970 or later.</param>
    /// <exception cref="ArgumentException">No key, or a time before 1970.</exception>
    public static string Compute(ReadOnlySpan<byte> secret, DateTimeOffset now)
    {
        var value = Hotp.Truncate(secret, Totp.CounterAt(now, Totp.DefaultPeriod), OtpAlgorithm.Sha1);
        Span<char> code = stackalloc char[Length];
        foreach (ref var character in code)   // least significant place first, unlike digits
        {
            character = Alphabet[(int)(value % (uint)Alphabet.Length)];
            value /= (uint)Alphabet.Length;
        }
        return new string(code);
    }
}
