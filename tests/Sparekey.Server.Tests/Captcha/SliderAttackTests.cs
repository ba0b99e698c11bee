using Sparekey.Server.Captcha;
using Xunit.Abstractions;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>
/// How often simple programs find the gap. A person sees which hole has the right shape and finds it every time.
/// </summary>
public sealed class SliderAttackTests(ITestOutputHelper output)
{
    private sealed record Sample(DecodedPng Background, DecodedPng Piece, int PieceY, int GapX);

    private static readonly Lazy<Sample[]> Samples = new(() => [.. Enumerable.Range(0, 200).Select(Draw)]);

    [Fact]
    public void EdgeDetectorFindsLessThanThreeInTen() =>
        Assert.InRange(Rate("vertical edges", GapFinders.ByVerticalEdges), 0, 0.2999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesPicture() =>
        Assert.InRange(Rate("picture", GapFinders.ByPicture), 0, 0.4999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesShape() =>
        Assert.InRange(Rate("silhouette", GapFinders.BySilhouette), 0, 0.4999);

    [Fact]
    public void TemplateMatcherFindsLessThanHalf_WhenItLooksForThePiecesOutline() =>
        Assert.InRange(Rate("edge map", GapFinders.ByEdgeMap), 0, 0.4999);

    private double Rate(string name, Func<DecodedPng, DecodedPng, int, int> find)
    {
        var found = Samples.Value.Count(
            sample => SliderAnswer.FromDrag(find(sample.Background, sample.Piece, sample.PieceY)).Matches(sample.GapX));
        output.WriteLine($"{name}: {found} of {Samples.Value.Length}");
        return (double)found / Samples.Value.Length;
    }

    private static Sample Draw(int number)
    {
        var picture = SliderPicture.Draw(Seeds.Number(number));
        return new(DecodedPng.Read(picture.BackgroundPng), DecodedPng.Read(picture.PiecePng), picture.PieceY,
            picture.GapX);
    }
}
