using System.Security.Cryptography;
using Sparekey.Edges.Documents;
using static Sparekey.Server.Tests.Edges.Documents.Pictures;

namespace Sparekey.Server.Tests.Edges.Documents;

/// <summary>One good picture; each test spoils one thing of it (ITU-T T.81, annex B).</summary>
public sealed class JpegTests
{
    private static readonly byte[] Good = Fixture("flat.jpg");
    private static readonly int Frame = Good.IndexOf(0xFF, 0xC0), Quantizers = Good.IndexOf(0xFF, 0xDB),
        Huffman = Good.IndexOf(0xFF, 0xC4), Scan = Good.IndexOf(0xFF, 0xDA);

    [Theory]
    [InlineData(0xC3)]   // lossless
    [InlineData(0xC5)]   // hierarchical
    [InlineData(0xC9)]   // arithmetic
    [InlineData(0xCC)]
    [InlineData(0xD0)]   // a restart outside a scan
    [InlineData(0xD8)]
    [InlineData(0xDC)]
    [InlineData(0x01)]
    [InlineData(0x00)]
    public void Refuses_WhenTheFramesMarkerIs(byte marker) => Malformed(Good.With(Frame + 1, marker));

    [Fact] public void Refuses_WhenPrecisionIs12() => Malformed(Good.With(Frame + 4, 12));
    [Fact] public void Refuses_WhenHeightIsZero() => Malformed(Good.With(Frame + 5, 0, 0));
    [Fact] public void Refuses_WhenWidthIsZero() => Malformed(Good.With(Frame + 7, 0, 0));
    [Fact] public void Refuses_WhenComponentsAreTwo() => Malformed(Good.With(Frame + 9, 2));
    [Fact] public void Refuses_WhenSamplingIsZero() => Malformed(Good.With(Frame + 11, 0x01));
    [Fact] public void Refuses_WhenSamplingIsFive() => Malformed(Good.With(Frame + 11, 0x15));
    [Fact] public void Refuses_WhenTheQuantizerIsOutOfRange() => Malformed(Good.With(Frame + 12, 4));
    [Fact] public void Refuses_WhenAQuantizerTableHasNoSuchPlace() => Malformed(Good.With(Quantizers + 4, 0x04));
    [Fact] public void Refuses_WhenAQuantizerTableIsCutShort() => Malformed(Good.With(Quantizers + 4, 0x10));
    [Fact] public void Refuses_WhenAHuffmanTableHasNoSuchPlace() => Malformed(Good.With(Huffman + 4, 0x20));
    [Fact] public void Refuses_WhenAHuffmanTableHasMoreCodesThanPatterns() => Malformed(Good.With(Huffman + 5, 3));
    [Fact] public void Refuses_WhenAHuffmanTableHasMoreCodesThanValues() => Malformed(Good.With(Huffman + 20, 200));
    [Fact] public void Refuses_WhenASegmentIsShorterThanItsLength() => Malformed(Good.With(Frame + 2, 0, 1));
    [Fact] public void Refuses_WhenAScanNamesTooManyComponents() => Malformed(Good.With(Scan + 4, 3));
    [Fact] public void Refuses_WhenThereIsNoScan() => Malformed([.. Good[..Scan], 0xFF, 0xD9]);
    [Fact] public void Refuses_WhenAScanIsEmpty() => Malformed([.. Good[..(Scan + 10)], 0xFF, 0xD9]);
    [Fact] public void Refuses_WhenAScanComesBeforeItsFrame() => Malformed([.. Good[..Frame], .. Good[Scan..]]);
    [Fact]
    public void Refuses_WhenThereAreTwoFrames() =>
        Malformed([.. Good[..Scan], .. Good[Frame..(Frame + 13)], .. Good[Scan..]]);
    [Fact] public void Refuses_WhenABytePrecedesAMarker() => Malformed([.. Good[..Frame], 0, .. Good[Frame..]]);
    [Fact] public void Refuses_WhenThereIsNoEnd() => Assert.Equal("truncated", Verdict(Good[..^2]));
    [Fact]
    public void Refuses_WhenALengthIsBeyondTheFile() =>
        Assert.Equal("truncated", Verdict(Good.With(Quantizers + 2, 0x7F)));

    [Theory]
    [InlineData(99, "Jpeg 200x200")]
    [InlineData(100, "malformed")]
    public void Refuses_WhenThereAreMoreThan100Scans(int more, string verdict) =>
        Assert.Equal(verdict,
            Verdict([.. Good[..^2], .. Enumerable.Repeat(Good[Scan..^2], more).SelectMany(scan => scan), 0xFF, 0xD9]));

    [Fact]
    public void Accepts_FillBytesBeforeAMarker() =>
        Assert.Equal("Jpeg 200x200", Verdict([.. Good[..Frame], 0xFF, 0xFF, .. Good[Frame..]]));

    [Fact]
    public void LeavesNothingButThePictureAndWhichWayIsUp()
    {
        var clean = Picture.WithoutMetadata(Fixture("gps.jpg"));
        Assert.False(clean.Holds("Canary") || clean.Holds("THUMBNAIL") || clean.Holds("adobe"));
        // SOI, then JFIF without a thumbnail, then the smallest EXIF with orientation 6.
        Assert.Equal(
            "ffd8" + "ffe000104a46494600010101004800480000"
                + "ffe100224578696600004d4d002a00000008000101120003000000010006000000000000",
            Convert.ToHexStringLower(clean.AsSpan(0, 56)));
    }

    // ImageMagick decodes each of these results to the same pixels as the original, and reads orientation 6 from the
    // first.
    [Theory]
    [InlineData("gps.jpg", "02c3c0985bd429de")]
    [InlineData("progressive.jpg", "5a02177b884fa1d6")]
    [InlineData("cmyk.jpg", "e0883b8cd588f43f")]
    [InlineData("gps.webp", "2f4eb3afc7d5d6fa")]
    [InlineData("gps-lossy.webp", "2652bd5001d6fd6b")]
    public void CleansAsWasCheckedByAnotherDecoder(string name, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Picture.WithoutMetadata(Fixture(name))))[..16]);

    [Fact]
    public void KeepsAdobesColourTransform_AndNothingBehindIt()
    {
        var cmyk = Fixture("cmyk.jpg");
        Assert.Equal(cmyk, Picture.WithoutMetadata(cmyk));
        byte[] stuffed = [.. cmyk[..4], 0, 20, .. cmyk[6..18], .. "Canary"u8, .. cmyk[18..]];
        Assert.Equal(cmyk, Picture.WithoutMetadata(stuffed));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 36)]
    [InlineData(3, 36)]
    [InlineData(8, 36)]
    [InlineData(9, 0)]
    [InlineData(0, 0)]
    public void KeepsTheOrientation_When2To8(byte orientation, int longer)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0,
            orientation, 0, 0, 0, 0, 0, 0, 0];
        var clean = Picture.WithoutMetadata([.. Good[..2], .. exif, .. Good[2..]]);
        Assert.Equal(Picture.WithoutMetadata(Good).Length + longer, clean.Length);
        if (longer > 0) Assert.Equal(orientation, clean.Skip(clean.IndexOf(0xFF, 0xE1)).ElementAt(29));
    }

    [Theory]
    [InlineData("49492a00ffffffff")]              // the directory lies outside the data
    [InlineData("49492a0008000000ffff")]          // more entries than bytes
    [InlineData("4d4d002a00000008")]
    [InlineData("49492b0008000000")]
    [InlineData("")]
    public void DropsExif_WhenItIsBroken(string tiff)
    {
        byte[] content = [.. "Exif\0\0"u8, .. Convert.FromHexString(tiff)];
        Assert.Equal(Picture.WithoutMetadata(Good), Picture.WithoutMetadata([.. Good[..2], 0xFF, 0xE1, 0,
            (byte)(content.Length + 2), .. content, .. Good[2..]]));
    }

    [Fact]
    public void Throws_WhenThePictureIsRefused() =>
        Assert.Throws<ArgumentException>(() => Picture.WithoutMetadata(Good.AsSpan()[..^2]));

    private static void Malformed(byte[] bytes) => Assert.Equal("malformed", Verdict(bytes));
}
