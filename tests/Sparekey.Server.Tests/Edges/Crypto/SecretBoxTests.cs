using System.Security.Cryptography;
using System.Text;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class SecretBoxTests
{
    private const string Row = "factors/a/f/secret";

    private readonly SecretBox _box = new(Keys.One, Keys.Random);

    [Theory]
    [InlineData("")]
    [InlineData("backup key ✓")]
    public void Opens_WhatItSealed(string text)
    {
        var blob = _box.Seal("factors", Row, text);
        Assert.Equal(text, _box.OpenText("factors", Row, blob));
        Assert.Equal(Encoding.UTF8.GetByteCount(text) + SecretBox.Overhead, blob.Length);
        Assert.NotEqual(blob, _box.Seal("factors", Row, text));
    }

    // The stored form never changes. This value was sealed with Node's crypto, from the documentation alone.
    [Fact]
    public void Opens_WhatAnotherImplementationSealed() => Assert.Equal("backup key ✓",
        _box.OpenText("factors", Row, Convert.FromHexString(
            "010001000102030405060708090a0bb1b50d304333485aa0069ff3d5b7a776076b353d3d3875ae0b6927778b7b")));

    [Fact] public void Refuses_WhenTheRowIsAnother() => Refuses(b => _box.Open("factors", "factors/a/g/secret", b));
    [Fact] public void Refuses_WhenThePurposeIsAnother() => Refuses(b => _box.Open("documents", Row, b));
    [Fact] public void Refuses_WhenTheKeyIsAnother() => Refuses(b => new SecretBox(Keys.Other, Keys.Random).Open(
        "factors", Row, b));
    [Fact] public void Refuses_WhenTheFormatIsUnknown() => Refuses(b => _box.Open("factors", Row, [2, .. b[1..]]));
    [Fact]
    public void Refuses_WhenTheVersionIsUnknown() => Refuses(b => _box.Open("factors", Row, [1, 0, 2, .. b[3..]]));
    [Fact] public void Refuses_WhenAByteIsAdded() => Refuses(b => _box.Open("factors", Row, [.. b, 0]));

    [Fact]
    public void Refuses_WhenRelabelledAsAnotherKeptVersion()
    {
        var both = new SecretBox(Keys.One.Rotate(Keys.Random, Keys.Today), Keys.Random);
        Refuses(b => both.Open("factors", Row, [1, 0, 2, .. b[3..]]));
    }

    [Fact]
    public void Refuses_WhenAnyBitIsFlipped()
    {
        var blob = _box.Seal("factors", Row, "seed");
        for (var bit = 0; bit < blob.Length * 8; bit++)
        {
            byte[] spoiled = [.. blob];
            spoiled[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => _box.Open("factors", Row, spoiled));
        }
    }

    [Fact]
    public void Refuses_WhenCutShort()
    {
        var blob = _box.Seal("factors", Row, "seed");
        for (var length = 0; length < blob.Length; length++) Assert.ThrowsAny<CryptographicException>(() => _box.Open(
            "factors", Row, blob.AsSpan(0, length)));
    }

    [Fact]
    public void OldBlobsOpen_WhenTheRingWasRotated()
    {
        var old = _box.Seal("factors", Row, "seed");
        var rotated = new SecretBox(Keys.One.Rotate(Keys.Random, Keys.Today), Keys.Random);
        Assert.Equal("seed", rotated.OpenText("factors", Row, old));
        Assert.Equal([1, 0, 2], rotated.Seal("factors", Row, "seed")[..3]);
    }

    private void Refuses(Action<byte[]> open) => Assert.ThrowsAny<CryptographicException>(() => open(_box.Seal(
        "factors", Row, "seed")));
}
