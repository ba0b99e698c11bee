using FsCheck;
using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

/// <summary>
/// Property checks: every drawn case must hold. Each run draws the same cases; <c>SPAREKEY_FUZZ_SEED=7</c> draws
/// others. A failure prints the smallest case.
/// </summary>
internal static class Check
{
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("SPAREKEY_FUZZ_SEED"),
            out var other)
        ? other
        : 20_261_122;

    public static readonly Gen<OtpAlgorithm> Algorithms = Gen.Elements(OtpAlgorithm.Sha1, OtpAlgorithm.Sha256,
        OtpAlgorithm.Sha512);

    public static readonly Gen<byte[]> Keys =
        from length in Gen.Choose(1, 70)   // longer than the 64-byte block of SHA-1 and SHA-256
        from bytes in Bytes(length)
        select bytes;

    public static Gen<byte[]> Bytes(int length) => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length);

    /// <summary>Up to the year 2286; whole seconds.</summary>
    public static readonly Gen<DateTimeOffset> Times = Gen.Choose(0, 999_999_999)
        .SelectMany(high => Gen.Choose(0, 9).Select(low => DateTimeOffset.FromUnixTimeSeconds(high * 10L + low)));

    /// <summary>
    /// Names with every character that is special in URIs, in the form that <see cref="OtpAuthUri"/> returns.
    /// </summary>
    public static readonly Gen<string> Names =
        from pieces in Gen.ListOf(Gen.Elements("a", "B", "7", ":", "%", "%3A", "%41", "+", " ", "#", "?", "&", "=", "/",
            "@", "\"", "é", "Банк", "🔑", "👩‍💻", "\u00a0x", "amp;"))
        select string.Concat(pieces).Trim();

    public static void All<T>(Gen<T> cases, Action<T> holds, int times = 300) =>
        Prop.ForAll(cases.ToArbitrary(), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(Seed, 7UL));
}
