using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class OtpKeyTests
{
    private static readonly byte[] Ten = [0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x21, 0xde, 0xad, 0xbe, 0xef];

    [Fact]
    public void WritesSixteenCharacters_ForEightyBits()
    {
        using var key = OtpKey.FromRandom(Ten);
        Assert.Equal(80, key.Bits);
        Assert.Equal("JBSWY3DPEHPK3PXP", key.ToBase32());
        Assert.Equal("JBSW Y3DP EHPK 3PXP", key.ToGroups());
    }

    [Fact]
    public void WritesThirtyTwoCharacters_ForTwentyBytes()
    {
        using var key = OtpKey.FromRandom("12345678901234567890"u8);
        Assert.Equal(160, key.Bits);
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", key.ToGroups());
    }

    [Theory]
    [InlineData("00", "AA")]
    [InlineData("666f6f62", "MZXW 6YQ")]
    [InlineData("666f6f6261", "MZXW 6YTB")]
    [InlineData("666f6f626172", "MZXW 6YTB OI")]
    public void LeavesTheLastGroupShort(string hex, string groups)
    {
        using var key = OtpKey.FromBytes(Convert.FromHexString(hex));
        Assert.Equal(groups, key.ToGroups());
    }

    [Fact]
    public void ReadsBackWhatItWrote() => Check.All(
        Check.Keys.SelectMany(bytes => Gen.Elements(true, false).Select(groups => (bytes, groups))),
        it =>
        {
            using var key = OtpKey.FromBytes(it.bytes);
            Assert.True(OtpKey.TryParse((it.groups ? key.ToGroups() : key.ToBase32()).ToLowerInvariant(),
                out var read));
            using (read)
            {
                Assert.True(read.IsSameAs(key));
                Assert.Equal(it.bytes, read.Bytes.ToArray());
            }
        });

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(16)]
    public void RefusesRandomBytes_ThatAreTooFewOrNotInFives(int length) =>
        Assert.Throws<ArgumentException>(() => OtpKey.FromRandom(new byte[length]));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void RefusesBytes_OfNoneOrTooMany(int length) =>
        Assert.Throws<ArgumentException>(() => OtpKey.FromBytes(new byte[length]));

    [Fact]
    public void KeepsItsOwnCopy()
    {
        var bytes = Ten.ToArray();
        using var key = OtpKey.FromBytes(bytes);
        Array.Clear(bytes);
        Assert.Equal(Ten, key.Bytes.ToArray());
    }

    [Fact]
    public void IsZeros_OnceDisposed()
    {
        var key = OtpKey.FromBytes(Ten);
        var bytes = key.Bytes;
        key.Dispose();
        key.Dispose();
        Assert.Equal(new byte[10], bytes.ToArray());
        Assert.Throws<ObjectDisposedException>(() => key.Bytes.Length);
        Assert.Throws<ObjectDisposedException>(key.ToBase32);
        Assert.Throws<ObjectDisposedException>(key.ToGroups);
        Assert.Equal(80, key.Bits);
    }

    [Fact]
    public void NeverPrints_WhatItHolds()
    {
        using var key = OtpKey.FromBytes(Ten);
        var uri = new OtpAuthUri { Key = key, Account = "alice@example.com" };
        foreach (var text in (string[])[$"{key}", $"{uri}", $"{OtpKey.Parse("JBSWY3DPEHPK3PXP")}",
            $"{OtpAuthUri.Parse(uri.Format())}"])
        {
            Assert.DoesNotContain("JBSW", text);
            Assert.DoesNotContain("alice", text);
        }
        Assert.Equal("OtpKey(…)", key.ToString());
    }

    [Fact]
    public void IsTheSame_OnlyWhenTheBytesAre()
    {
        using var key = OtpKey.FromBytes([1, 2, 3]);
        using var same = OtpKey.FromBytes([1, 2, 3]);
        using var other = OtpKey.FromBytes([1, 2, 4]);
        using var longer = OtpKey.FromBytes([1, 2, 3, 0]);
        Assert.True(key.IsSameAs(same));
        Assert.False(key.IsSameAs(other));
        Assert.False(key.IsSameAs(longer));
    }
}
