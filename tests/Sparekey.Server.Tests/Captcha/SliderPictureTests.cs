using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Captcha;

public sealed class SliderPictureTests
{
    [Fact]
    public void GivesSamePicture_WhenSeedIsSame()
    {
        var (once, again) = (SliderPicture.Draw(Seeds.Number(1)), SliderPicture.Draw(Seeds.Number(1)));
        Assert.Equal((once.GapX, once.PieceY), (again.GapX, again.PieceY));
        Assert.Equal(once.BackgroundPng, again.BackgroundPng);
        Assert.Equal(once.PiecePng, again.PiecePng);
    }

    [Fact]
    public void GivesOtherPicture_WhenOneBitOfSeedDiffers()
    {
        var seed = Seeds.Number(1);
        var once = SliderPicture.Draw(seed);
        seed[31] ^= 1;
        Assert.NotEqual(once.BackgroundPng, SliderPicture.Draw(seed).BackgroundPng);
    }

    [Theory, InlineData(0), InlineData(31), InlineData(33)]
    public void Refuses_WhenSeedIsNot32Bytes(int length) =>
        Assert.Throws<ArgumentException>(() => SliderPicture.Draw(new byte[length]));

    [Fact]
    public void Decodes_WhenReadByAnotherReader()
    {
        var picture = SliderPicture.Draw(Seeds.Number(2));
        var background = DecodedPng.Read(picture.BackgroundPng);
        var piece = DecodedPng.Read(picture.PiecePng);
        Assert.Equal((320, 160, 3), (background.Width, background.Height, background.Channels));
        Assert.Equal((52, 52, 4), (piece.Width, piece.Height, piece.Channels));
        Assert.Equal(255, piece.At(26, 26, 3));
        Assert.Equal(0, piece.At(0, 0, 3));
    }

    [Fact]
    public void TellsNothingAroundTheGap_WherePieceIsInvisible()
    {
        var piece = DecodedPng.Read(SliderPicture.Draw(Seeds.Number(3)).PiecePng);
        for (var i = 0; i < piece.Pixels.Length; i += 4)
            if (piece.Pixels[i + 3] == 0)
                Assert.Equal([0, 0, 0], piece.Pixels[i..(i + 3)]);
    }

    [Fact]
    public void StaysUnder90KilobytesTogether()
    {
        for (var i = 0; i < 50; i++)
        {
            var picture = SliderPicture.Draw(Seeds.Number(i));
            Assert.InRange(picture.BackgroundPng.Length + picture.PiecePng.Length, 1, 90_000);
        }
    }

    [Fact]
    public void SpreadsGapEvenly_OverManySeeds()
    {
        // Ten bins of 19.1 places each. With 9 degrees of freedom, chi-squared exceeds 27.88 once in a thousand fair
        // trials. The seeds are fixed, so the result is always the same.
        const int seeds = 2000, bins = 10;
        var counts = new int[bins];
        for (var i = 0; i < seeds; i++)
        {
            var (gapX, pieceY) = SliderPicture.Place(Seeds.Number(i));
            Assert.InRange(gapX, 70, 260);
            Assert.InRange(pieceY, 8, 100);
            counts[(gapX - 70) * bins / 191]++;
        }

        Assert.InRange(counts.Sum(count => Math.Pow(count - seeds / bins, 2) / (seeds / bins)), 0, 27.88);
    }

    [Fact]
    public void PlacesGapWhereItIsDrawn()
    {
        for (var i = 0; i < 20; i++)
        {
            var picture = SliderPicture.Draw(Seeds.Number(i));
            Assert.Equal((picture.GapX, picture.PieceY), SliderPicture.Place(Seeds.Number(i)));
        }
    }

    [FactWithPngcheck]
    public void Passes_WhenPngcheckReadsIt()
    {
        var picture = SliderPicture.Draw(Seeds.Number(4));
        Assert.Equal(0, FactWithPngcheckAttribute.Check(picture.BackgroundPng));
        Assert.Equal(0, FactWithPngcheckAttribute.Check(picture.PiecePng));
    }
}
