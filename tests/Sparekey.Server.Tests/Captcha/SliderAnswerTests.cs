using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Captcha;

public sealed class SliderAnswerTests
{
    [Theory]
    [InlineData(195, true), InlineData(200, true), InlineData(205, true)]
    [InlineData(194, false), InlineData(206, false), InlineData(-1, false), InlineData(int.MinValue, false),
        InlineData(int.MaxValue, false)]
    public void Matches_WhenDragEndsWithinFivePixels(int x, bool matches) =>
        Assert.Equal(matches, SliderAnswer.FromDrag(x).Matches(200));

    [Theory]
    [InlineData(209, true), InlineData(226, true), InlineData(243, true)]
    [InlineData(208, false), InlineData(244, false), InlineData(0, false), InlineData(int.MinValue, false)]
    public void Matches_WhenClickIsInTheMiddleOfTheGap(int x, bool matches) =>
        Assert.Equal(matches, SliderAnswer.FromClick(x).Matches(200));

    [Fact]
    public void Refuses_WhenImageButtonIsPressedByKeyboard() =>
        Assert.False(SliderAnswer.FromClick(0).Matches(SliderPicture.LowestGapX));
}
