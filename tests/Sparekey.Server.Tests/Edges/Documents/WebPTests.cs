using System.Buffers.Binary;
using Sparekey.Edges.Documents;
using static Sparekey.Server.Tests.Edges.Documents.Pictures;

namespace Sparekey.Server.Tests.Edges.Documents;

/// <summary>Good pictures; each test spoils one thing (RFC 9649; RFC 6386 section 9.1).</summary>
public sealed class WebPTests
{
    private static readonly byte[] Lossy = Fixture("flat.webp"), Lossless = Fixture("lossless.webp"),
        Extended = Fixture(
            "gps.webp");
    private static readonly int Alpha = Extended.IndexOf("ALPH"u8.ToArray()),
        Image = Extended.IndexOf("VP8 "u8.ToArray());

    [Fact] public void Refuses_WhenTheFileIsLongerThanItSays() => Malformed([.. Lossy, 0, 0]);
    [Fact] public void Refuses_WhenTheFileIsShorterThanItSays() => Assert.Equal("truncated", Verdict(Lossy[..^2]));
    [Fact] public void Refuses_WhenTheSizeIsOdd() => Malformed(Resized([.. Lossy, 0]));
    [Fact] public void Refuses_WhenThereIsNoChunk() => Malformed(Resized(Lossy[..12]));
    [Fact] public void Refuses_WhenAChunkHasNoHeader() => Malformed(Resized([.. Lossy, 65, 66]));
    [Fact] public void Refuses_WhenAChunkReachesBeyondTheFile() => Malformed(Lossy.With(16, 0xFF));
    [Fact] public void Refuses_WhenAChunkSaysFourGigabytes() => Malformed(Lossy.With(16, 0xFF, 0xFF, 0xFF, 0xFF));
    [Fact] public void Refuses_WhenTheFirstChunkIsUnknown() => Malformed(Lossy.With(12, (byte)'J'));

    [Fact] public void Refuses_WhenLossyIsNoKeyFrame() => Malformed(Lossy.With(20, (byte)(Lossy[20] | 1)));
    [Fact] public void Refuses_WhenLossyIsNotShown() => Malformed(Lossy.With(20, (byte)(Lossy[20] & ~0x10)));
    [Fact] public void Refuses_WhenLossyHasAnUnknownProfile() => Malformed(Lossy.With(20, (byte)(Lossy[20] | 0x08)));
    [Fact] public void Refuses_WhenThePartitionIsLongerThanTheChunk() => Malformed(Lossy.With(22, 0xFF));
    [Fact] public void Refuses_WhenThePartitionIsEmpty() => Malformed(Lossy.With(20, (byte)(Lossy[20] & 0x1F), 0, 0));
    [Fact] public void Refuses_WhenTheStartCodeIsWrong() => Malformed(Lossy.With(23, 0x9E));
    [Fact] public void Refuses_WhenLossyWidthIsZero() => Malformed(Lossy.With(26, 0, 0));
    [Fact] public void Refuses_WhenLossyHeightIsZero() => Malformed(Lossy.With(28, 0, 0));
    [Fact] public void Refuses_WhenLosslessHasNoSignature() => Malformed(Lossless.With(20, 0x2E));
    [Fact]
    public void Refuses_WhenLosslessHasAnotherVersion() => Malformed(Lossless.With(24, (byte)(Lossless[24] | 0x20)));

    [Fact] public void Refuses_WhenAnimated() => Malformed(Extended.With(20, (byte)(Extended[20] | 0x02)));
    [Fact] public void Refuses_WhenAnimatedWithoutSayingSo() => Malformed(Fixture("animated.webp").With(20, 0));
    [Fact] public void Refuses_WhenTheCanvasIsWider() => Malformed(Extended.With(24, (byte)(Extended[24] + 1)));
    [Fact] public void Refuses_WhenTheCanvasIsHigher() => Malformed(Extended.With(27, (byte)(Extended[27] + 1)));
    [Fact] public void Refuses_WhenThereIsNoImage() => Malformed(Resized(Extended[..Image]));
    [Fact]
    public void Refuses_WhenThereAreTwoImages() =>
        Malformed(Resized([.. Extended, .. Extended[Image..(Image + 1148)]]));
    [Fact]
    public void Refuses_WhenASimplePictureIsFollowedByAnother() => Malformed(Resized([.. Lossy, .. Lossy[12..]]));
    [Fact]
    public void Refuses_WhenAlphaComesTwice() =>
        Malformed(Resized([.. Extended[..Alpha], .. Extended[Alpha..Image], .. Extended[Alpha..]]));
    [Fact]
    public void Refuses_WhenAlphaComesAfterTheImage() => Malformed(Resized([.. Extended, .. Extended[Alpha..Image]]));
    [Fact] public void Refuses_WhenTheExtendedHeaderIsNotFirst() => Malformed(Resized([.. Lossy, .. Extended[12..30]]));

    [Fact]
    public void LeavesNothingButThePicture()
    {
        var clean = Picture.WithoutMetadata(Extended);
        byte[] flagsFixed = [.. Extended[..20], 0x10, .. Extended[21..30]];
        Assert.Equal(Resized([.. flagsFixed, .. Extended[Alpha..(Image + 1148)]]), clean);
        Assert.False(clean.Holds("Canary") || clean.Holds("EXIF") || clean.Holds("XMP "));
    }

    [Fact]
    public void DropsWhatFollowsASimplePicture() =>
        Assert.Equal(Lossless, Picture.WithoutMetadata(Resized([.. Lossless, .. "EXIF"u8, 6, 0, 0, 0, .. "Canary"u8])));

    private static byte[] Resized(byte[] bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static void Malformed(byte[] bytes) => Assert.Equal("malformed", Verdict(bytes));
}
