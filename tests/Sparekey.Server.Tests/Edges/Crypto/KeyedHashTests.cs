using System.Security.Cryptography;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class KeyedHashTests
{
    private readonly KeyedHash _hash = new(Keys.One);

    [Fact]
    public void IsHmacUnderTheKeyOfItsPurpose()
    {
        Assert.Equal("000199a1e224e639877a37ad0d67b9558a6faaa74e522c2fb6c9bb5325b9d341ccf0",
            Convert.ToHexStringLower(_hash.Of(
                "codes",
                "123456")));
        Assert.Equal("4943bb2ba008ab1a7045ff4bc033ee28b739291bcd6da4857f7c1e02a047c8eb",
            Convert.ToHexStringLower(_hash.Index(
                "email",
                "ann@example.com")));
    }

    [Fact]
    public void Matches_OnlyTheSameValueAndPurpose()
    {
        var stored = _hash.Of("codes", "123456");
        Assert.True(_hash.Matches("codes", "123456", stored));
        Assert.False(_hash.Matches("codes", "123457", stored));
        Assert.False(_hash.Matches("tokens", "123456", stored));
        Assert.False(_hash.Matches("codes", "123456", stored[..^1]));
        Assert.False(_hash.Matches("codes", "123456", []));
        Assert.False(new KeyedHash(Keys.Other).Matches("codes", "123456", stored));
    }

    [Fact]
    public void Refuses_WhenTheKeyIsGone() => Assert.Throws<CryptographicException>(() => _hash.Matches("codes",
        "123456", [0, 9, .. new byte[32]]));

    [Fact]
    public void RotatingKeepsOldHashesAndEveryIndex()
    {
        var rotated = new KeyedHash(Keys.One.Rotate(Keys.Random, Keys.Today));
        Assert.True(rotated.Matches("codes", "123456", _hash.Of("codes", "123456")));
        Assert.Equal([0, 2], rotated.Of("codes", "123456")[..2]);
        Assert.Equal(_hash.Index("email", "ann@example.com"), rotated.Index("email", "ann@example.com"));
    }
}

public sealed class BearerTokenTests
{
    private static readonly AccountId Account = new(Guid.Parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));

    [Fact]
    public void IsReadBack()
    {
        var made = BearerToken.New(Account, Keys.Random);
        Assert.True(BearerToken.TryParse(made.Text, out var read));
        Assert.Equal(Account, read.Account);
        Assert.Equal(made.Text, read.Text);
        Assert.Equal(64, made.Text.Length);
        Assert.StartsWith("AX8i4nmwfMOYxNwMDAc5j", made.Text);
        Assert.NotEqual(made.Text, BearerToken.New(Account, Keys.Random).Text);
    }

    [Fact]
    public void NeverPrints() => Assert.Equal("BearerToken(…)", $"{BearerToken.New(Account, Keys.Random)}");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AX8i4nmwfMOYxNwMDAc5jw")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA    ")]
    [InlineData("AAAA    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00e9")]
    public void Refuses_WhenTheTextIs(string? text) => Assert.False(BearerToken.TryParse(text, out _));
}
