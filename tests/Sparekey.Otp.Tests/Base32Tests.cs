using System.Text;
using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class Base32Tests
{
    [Fact]
    public void WritesAndReads_WhatRfc4648Does()
    {
        foreach (var vector in Vectors.Read("otp/base32.json"))
        {
            var (data, text) = (Encoding.ASCII.GetBytes(vector.Text("data")), vector.Text("text"));
            Assert.Equal(text.TrimEnd('='), Base32.Encode(data));
            Assert.Equal(data, Decoded(text));
            Assert.Equal(data, Decoded(text.TrimEnd('=')));
        }
    }

    [Fact]
    public void ReadsWhatItWrote_WhateverTheBytes() => Check.All(
        from length in Gen.Choose(0, 100) from bytes in Check.Bytes(length) select bytes,
        bytes =>
        {
            var text = Base32.Encode(bytes);
            Assert.Equal(Base32.EncodedLength(bytes.Length), text.Length);
            Assert.Equal(bytes.Length, Base32.DecodedLength(text.Length));
            Assert.Equal(bytes, Decoded(text));
            Assert.Equal(bytes, Decoded(text.PadRight((text.Length + 7) / 8 * 8, '=')));
        });

    [Theory]
    [InlineData("A")]
    [InlineData("ABC")]
    [InlineData("ABCDEF")]
    [InlineData("ABCDEFGHI")]
    [InlineData("my")]
    [InlineData("M Y")]
    [InlineData("M0")]
    [InlineData("M1")]
    [InlineData("M8")]
    [InlineData("ÀB")]
    [InlineData("MY=")]
    [InlineData("MY=====")]
    [InlineData("MZXW6YTB========")]
    [InlineData("========")]
    [InlineData("=")]
    [InlineData("MY======MY======")]
    [InlineData("=MY=====")]
    public void Refuses_WhatRfc4648DoesNotWrite(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        Assert.False(Base32.TryDecode(text, bytes, out var written));
        Assert.Equal(0, written);
        Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void LeavesNothingBehind_WhenTheLastCharacterIsBad()
    {
        Span<byte> bytes = stackalloc byte[5];
        Assert.False(Base32.TryDecode("MZXW6YT!", bytes, out _));
        Assert.Equal(new byte[5], bytes.ToArray());
    }

    [Fact]
    public void IgnoresStrayLowBits() => Assert.Equal(Decoded("HAHAG"), Decoded("HAHAH"));

    [Fact]
    public void Refuses_WhenTheRoomIsTooSmall()
    {
        Assert.False(Base32.TryDecode("MZXW6YTB", new byte[4], out _));
        Assert.Throws<ArgumentException>(() => Base32.Encode(new byte[5], new char[7]));
    }

    [Fact]
    public void RefusesLengths_ThatCannotBe()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Base32.EncodedLength(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base32.EncodedLength(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base32.DecodedLength(-1));
        Assert.Equal(1_342_177_279, Base32.DecodedLength(int.MaxValue));
    }

    private static byte[] Decoded(string text)
    {
        var bytes = new byte[Base32.DecodedLength(text.TrimEnd('=').Length)];
        Assert.True(Base32.TryDecode(text, bytes, out var written), text);
        Assert.Equal(bytes.Length, written);
        return bytes;
    }
}
