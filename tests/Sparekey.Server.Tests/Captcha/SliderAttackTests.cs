using Sparekey.Server.Captcha;
using Xunit.Abstractions;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>How often simple programs find the gap. A person, who sees which hole has the shape, finds it each time.</summary>
public sealed class SliderAttackTests(ITestOutputHelper output)
{
    private const int Pictures = 200;

    [Fact]
    public void EdgeDetectorFindsLessThanThreeInTen() => Assert.InRange(Rate("vertical edges", GapFinders.ByVerticalEdges), 0, 0.2999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesPicture() => Assert.InRange(Rate("picture", GapFinders.ByPicture), 0, 0.4999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesShape() => Assert.InRange(Rate("silhouette", GapFinders.BySilhouette), 0, 0.4999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesOutline() => Assert.InRange(Rate("edge map", GapFinders.ByEdgeMap), 0, 0.4999);

    private double Rate(string name, Func<DecodedPng, DecodedPng, int, int> find)
    {
        var found = 0;
        for (var i = 0; i < Pictures; i++)
        {
            var picture = SliderPicture.Draw(Seeds.Number(i));
            var x = find(DecodedPng.Read(picture.BackgroundPng), DecodedPng.Read(picture.PiecePng), picture.PieceY);
            found += SliderAnswer.FromDrag(x).Matches(picture.GapX) ? 1 : 0;
        }

        output.WriteLine($"{name}: {found} of {Pictures}");
        return (double)found / Pictures;
    }
}
