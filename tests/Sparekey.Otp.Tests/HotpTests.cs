namespace Sparekey.Otp.Tests;

public sealed class HotpTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    [Fact]
    public void Computes_WhatRfc4226AppendixDLists()
    {
        var vectors = Vectors.Read("otp/hotp.json");
        Assert.Equal(10, vectors.Count);
        foreach (var vector in vectors)
            Assert.Equal(vector.Text("code"), Hotp.Compute(Convert.FromHexString(vector.Text("key_hex")),
                vector.Counter(), vector.Int("digits"), vector.Algorithm()));
    }

    // RFC 4226 appendix D also gives the truncated numbers: counter 0 is 1284755224, counter 1 is 1094287082, counter 2
    // is 137359152.
    [Theory]
    [InlineData(0, 10, "1284755224")]
    [InlineData(1, 10, "1094287082")]
    [InlineData(2, 10, "0137359152")]
    [InlineData(2, 9, "137359152")]
    [InlineData(0, 7, "4755224")]
    [InlineData(0, 1, "4")]
    [InlineData(2, 6, "359152")]
    public void KeepsTheLastDigits_AndZerosInFront(ulong counter, int digits, string code)
    {
        Assert.Equal(code, Hotp.Compute(Key, counter, digits));
        Span<char> written = stackalloc char[digits];
        Hotp.Compute(Key, counter, written);
        Assert.Equal(code, written.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    public void Refuses_WhenDigitsAreOutOfRange(int digits)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hotp.Compute(Key, 0, digits));
        if (digits >= 0) Assert.Throws<ArgumentOutOfRangeException>(() => Hotp.Compute(Key, 0, new char[digits]));
    }

    [Fact]
    public void Refuses_WhenThereIsNoKeyOrNoSuchAlgorithm()
    {
        Assert.Throws<ArgumentException>(() => Hotp.Compute([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hotp.Compute(Key, 0, algorithm: (OtpAlgorithm)3));
    }

    [Fact]
    public void ReadsTheWholeCounter() =>
        Assert.NotEqual(Hotp.Compute(Key, 1, 10), Hotp.Compute(Key, 1UL << 63 | 1, 10));
}
