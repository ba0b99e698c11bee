namespace Sparekey.Otp.Tests;

/// <summary>Computing and checking codes is the hottest path of a sign-in: it must not allocate.</summary>
public sealed class AllocationTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);

    [Theory]
    [InlineData(OtpAlgorithm.Sha1)]
    [InlineData(OtpAlgorithm.Sha256)]
    [InlineData(OtpAlgorithm.Sha512)]
    public void AllocatesNothing_WhenACodeIsMadeOrSought(OtpAlgorithm algorithm) => Assert.Equal(0, Allocated(() =>
    {
        Span<char> code = stackalloc char[8];
        Hotp.Compute(Key, 7, code, algorithm);
        Totp.Compute(Key, Now, code, algorithm: algorithm);
        if (Totp.FindStep(Key, code, Now, 2, 8, algorithm: algorithm) is null) throw new InvalidOperationException();
        if (Totp.FindStep(Key, "00000000", Now, 2, 8, algorithm: algorithm) is not null)
            throw new InvalidOperationException();
    }));

    [Fact]
    public void AllocatesNothing_WhenBase32IsWrittenOrRead() => Assert.Equal(0, Allocated(() =>
    {
        Span<char> text = stackalloc char[32];
        Span<byte> bytes = stackalloc byte[20];
        Base32.Encode(Key, text);
        if (!Base32.TryDecode(text, bytes, out _)) throw new InvalidOperationException();
    }));

    private static long Allocated(Action action)
    {
        for (var i = 0; i < 50; i++) action();   // warm-up: the first calls load OpenSSL and compile
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
