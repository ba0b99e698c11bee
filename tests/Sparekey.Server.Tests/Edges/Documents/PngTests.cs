using Sparekey.Edges.Documents;
using Sparekey.Server.Captcha;
using static Sparekey.Server.Tests.Edges.Documents.Pictures;

namespace Sparekey.Server.Tests.Edges.Documents;

/// <summary>One good picture; each test spoils one thing of it (W3C PNG, third edition, sections 5 and 11).</summary>
public sealed class PngTests
{
    private static readonly byte[] Palette = Chunk("PLTE", new byte[6]);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(16, 0)]
    [InlineData(8, 2)]
    [InlineData(16, 4)]
    [InlineData(8, 6)]
    public void Accepts_EveryColourTypeAtItsDepths(byte depth, byte colour) =>
        Assert.Equal("Png 200x200", Verdict(Join(Header(depth: depth, colour: colour), Data(), End)));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 2)]
    [InlineData(16, 3)]
    [InlineData(8, 1)]
    [InlineData(8, 5)]
    [InlineData(8, 7)]
    [InlineData(0, 0)]
    public void Refuses_WhenDepthDoesNotFitTheColourType(byte depth, byte colour) =>
        Malformed(Header(depth: depth, colour: colour), Data(), End);

    [Fact] public void Refuses_WhenWidthIsZero() => Malformed(Header(width: 0), Data(), End);
    [Fact] public void Refuses_WhenHeightIsZero() => Malformed(Header(height: 0), Data(), End);
    [Fact] public void Refuses_WhenWidthIsNegative() => Malformed(Header(width: -1), Data(), End);
    [Fact] public void Refuses_WhenCompressionIsUnknown() => Malformed(Header(compression: 1), Data(), End);
    [Fact] public void Refuses_WhenFilterIsUnknown() => Malformed(Header(filter: 1), Data(), End);
    [Fact] public void Refuses_WhenInterlaceIsUnknown() => Malformed(Header(interlace: 2), Data(), End);
    [Fact] public void Refuses_WhenHeaderIsLonger() => Malformed(Chunk("IHDR", new byte[14]), Data(), End);
    [Fact] public void Refuses_WhenHeaderIsNotFirst() => Malformed(Chunk("tEXt", [65, 0, 66]), Header(), Data(), End);
    [Fact] public void Refuses_WhenHeaderComesTwice() => Malformed(Header(), Header(), Data(), End);
    [Fact] public void Refuses_WhenThereIsNoData() => Malformed(Header(), End);
    [Fact]
    public void Refuses_WhenDataIsNotConsecutive() => Malformed(Header(), Data(), Chunk("tEXt", [65, 0]), Data(), End);
    [Fact] public void Refuses_WhenEndHasContent() => Malformed(Header(), Data(), Chunk("IEND", [0]));
    [Fact] public void Refuses_WhenPaletteIsMissing() => Malformed(Header(colour: 3), Data(), End);
    [Fact]
    public void Refuses_WhenPaletteIsTooLong() =>
        Malformed(Header(colour: 3), Chunk("PLTE", new byte[771]), Data(), End);
    [Fact]
    public void Refuses_WhenPaletteIsNotTriples() =>
        Malformed(Header(colour: 3), Chunk("PLTE", new byte[7]), Data(), End);
    [Fact] public void Refuses_WhenGreyHasAPalette() => Malformed(Header(), Palette, Data(), End);
    [Fact] public void Refuses_WhenPaletteComesTwice() => Malformed(Header(colour: 3), Palette, Palette, Data(), End);
    [Fact] public void Refuses_WhenPaletteComesAfterData() => Malformed(Header(colour: 2), Data(), Palette, End);
    [Fact] public void Refuses_WhenACriticalChunkIsUnknown() => Malformed(Header(), Chunk("JUNK", []), Data(), End);
    [Fact] public void Refuses_WhenAnimated() => Malformed(Header(), Chunk("acTL", new byte[8]), Data(), End);
    [Fact] public void Refuses_WhenLengthIsBeyondTheFormat() => Assert.Equal("malformed", Verdict(Png().With(8, 0xFF)));
    [Fact] public void Refuses_WhenLengthIsBeyondTheFile() => Assert.Equal("truncated", Verdict(Png().With(8, 0x7F)));
    [Fact] public void Refuses_WhenThereIsNoEnd() => Assert.Equal("truncated", Verdict(Join(Header(), Data())));

    [Fact]
    public void Refuses_WhenAnyBitOfAChunkIsFlipped()
    {
        var good = Png();
        for (var at = 8; at < good.Length; at++)
            Assert.Contains(Verdict(good.With(at, (byte)(good[at] ^ 1))), new[] { "malformed", "truncated" });
    }

    [Fact]
    public void KeepsOnlyWhatDecidesTheColours()
    {
        byte[] gamma = Chunk("gAMA", new byte[4]), primaries = Chunk("cHRM", new byte[32]), rgb = Chunk("sRGB", [0]),
            clear = Chunk(
                "tRNS", new byte[2]);
        var full = Join(Header(colour: 3), gamma, primaries, rgb, Chunk("iCCP", "Canary"u8.ToArray()), Palette, clear,
            Chunk(
                "eXIf", "Canary"u8.ToArray()),
            Chunk("tEXt", "Canary"u8.ToArray()), Chunk("tIME", new byte[7]), Data(),
            Chunk("iTXt", "Canary"u8.ToArray()), End);
        Assert.Equal(Join(Header(colour: 3), gamma, primaries, rgb, Palette, clear, Data(), End),
            Picture.WithoutMetadata([.. full, .. "PK Canary"u8]));
    }

    [Fact]
    public void Drops_WhenAColourChunkIsOddOrTwice() => Assert.Equal(
        Join(Header(), Chunk("gAMA", new byte[4]), Data(), End),
        Picture.WithoutMetadata(Join(Header(), Chunk("gAMA", new byte[4]), Chunk("gAMA", [1, 2, 3, 4]),
            Chunk("sRGB", new byte[99]), Chunk(
                "tRNS", new byte[6]), Data(), Chunk("cHRM", new byte[32]), End)));

    private static void Malformed(params byte[][] chunks) => Assert.Equal("malformed", Verdict(Join(chunks)));
}
