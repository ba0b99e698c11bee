using System.Security.Cryptography;
using System.Text;
using Sparekey.Core.Text;

namespace Sparekey.Core.Tests.Text;

public sealed class NfcTests
{
    [Theory]
    [InlineData("plain ASCII", "plain ASCII")]
    [InlineData("cafe\u0301", "caf\u00E9")]
    [InlineData("Vie\u0323\u0302t Nam", "Vi\u1EC7t Nam")]
    [InlineData("Vie\u0302\u0323t Nam", "Vi\u1EC7t Nam")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uFB01", "\uFB01")]
    public void ComposesTheWayUnicodeDoes(string text, string expected) => Assert.Equal(expected, Nfc.Of(text));

    // Python 3.11's unicodedata (14.0.0): SHA-256 over the UTF-8 of NFC(c), for every c but the surrogates.
    [Fact]
    public void AgreesOnEveryCharacter() =>
        Assert.Equal("1ffc8e6ce9e83df8e49fd62d6abb68f981775aed0b5101b88c213d4653e9b540", Digest(c => c));

    // As above over NFC('a' c U+0301 U+0323 c U+0345 U+11A8): marks to be ordered, blocked and composed round every character.
    [Fact]
    public void AgreesOnEveryCharacterAmongMarks() =>
        Assert.Equal("63f7259fae0d65f2b7c508e94f26b16f3774a9a9d3592c081c4892cdefdbd41c", Digest(c => "a" + c + "\u0301\u0323" + c + "\u0345\u11A8"));

    [Fact]
    public void LeavesAnUnpairedSurrogate() => Assert.Equal("\uD800\u00E9\uDC00", Nfc.Of("\uD800e\u0301\uDC00"));

    private static string Digest(Func<string, string> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var point = 0; point < 0x110000; point++)
            if (point is < 0xD800 or >= 0xE000)
                hash.AppendData(Encoding.UTF8.GetBytes(Nfc.Of(text(char.ConvertFromUtf32(point)))));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
