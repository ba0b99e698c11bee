using Sparekey.Edges.Documents;

namespace Sparekey.Server.Tests.Edges.Documents;

public sealed class PictureTests
{
    [Theory]
    [InlineData("gps.jpg", "Jpeg 240x200")]
    [InlineData("progressive.jpg", "Jpeg 240x200")]
    [InlineData("cmyk.jpg", "Jpeg 240x200")]
    [InlineData("flat.jpg", "Jpeg 200x200")]
    [InlineData("gps.webp", "WebP 240x200")]
    [InlineData("gps-lossy.webp", "WebP 240x200")]
    [InlineData("flat.webp", "WebP 200x200")]
    [InlineData("lossless.webp", "WebP 200x200")]
    [InlineData("animated.webp", "malformed")]
    public void JudgesFixtures(string name, string verdict) =>
        Assert.Equal(verdict, Pictures.Verdict(Pictures.Fixture(name)));

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("%PDF-1.7 and more")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'/>")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ")]
    public void Refuses_WhenContentIsNoPicture(string content) =>
        Assert.Equal("unknown_kind", Pictures.Verdict(System.Text.Encoding.ASCII.GetBytes(content)));

    [Theory]
    [InlineData(200, 200, "Png 200x200")]
    [InlineData(199, 200, "too_small")]
    [InlineData(200, 199, "too_small")]
    [InlineData(1, 1, "too_small")]
    public void RefusesBelow200PixelsOnASide(int width, int height, string verdict) =>
        Assert.Equal(verdict, Pictures.Verdict(Pictures.Png(width, height)));

    [Theory]
    [InlineData(8000, 5000, "Png 8000x5000")]
    [InlineData(8000, 5001, "too_many_pixels")]
    [InlineData(int.MaxValue, int.MaxValue, "too_many_pixels")]
    public void RefusesAbove40MegapixelsByTheHeader(int width, int height, string verdict) =>
        Assert.Equal(verdict,
            Pictures.Verdict(Pictures.Join(Pictures.Header(width, height), Pictures.Data(), Pictures.End)));

    [Fact]
    public void AllocatesNothingByAHeadersClaim()
    {
        var bytes = Pictures.Join(Pictures.Header(int.MaxValue, int.MaxValue), Pictures.Data(), Pictures.End);
        Picture.Inspect(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Picture.Inspect(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void RefusesAbove10Megabytes()
    {
        var png = Pictures.Png();
        byte[] filled = [.. png, .. new byte[10 * 1024 * 1024 - png.Length]];
        Assert.Equal("Png 200x200", Pictures.Verdict(filled));
        Assert.Equal("too_large", Pictures.Verdict([.. filled, 0]));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("flat.jpg")]
    [InlineData("gps-lossy.webp")]
    [InlineData("flat.webp")]
    [InlineData("lossless.webp")]
    [InlineData("progressive.jpg")]
    public void RefusesEveryTruncation(string name)
    {
        var whole = name == "png" ? Pictures.Png() : Pictures.Fixture(name);
        for (var length = 0; length < whole.Length; length++)
            Assert.Contains(Pictures.Verdict(whole[..length]), new[] { "truncated", "unknown_kind" });
    }

    [Fact]
    public void NeverThrows_WhenBytesAreMutated()
    {
        byte[][] pictures = [.. Pictures.Accepted.Select(Pictures.Fixture), Pictures.Fixture("animated.webp"),
            Pictures.Png()];
        var random = new Random(20261122);
        var survivors = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Mutate(pictures[round % pictures.Length], random);
            if (Picture.Inspect(bytes) is not PictureVerdict.Accepted accepted) continue;
            survivors++;
            var clean = Picture.WithoutMetadata(bytes);
            Assert.Equal(accepted, Picture.Inspect(clean));
            Assert.Equal(clean, Picture.WithoutMetadata(clean));
        }
        Assert.InRange(survivors, 2_000, 19_000);
    }

    private static byte[] Mutate(byte[] picture, Random random)
    {
        byte[] bytes = [.. picture];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(6) switch
            {
                0 => bytes.With(at, (byte)random.Next(256)),
                1 => bytes.With(at, (byte)(bytes[at] ^ (1 << random.Next(8)))),
                2 => bytes.With(at, 0xFF),
                3 => [.. bytes[..at], .. bytes[random.Next(at + 1)..]],
                4 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                _ => bytes.With(random.Next(Math.Min(bytes.Length, 64)), (byte)random.Next(256)),
            };
        }
        return bytes;
    }
}
