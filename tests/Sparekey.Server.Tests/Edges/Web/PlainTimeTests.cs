using Sparekey.Edges.Texts;

namespace Sparekey.Server.Tests.Edges.Web;

public sealed class PlainTimeTests
{
    [Fact]
    public void At_SaysDayAndMinute_InUtc() =>
        Assert.Equal("24 November 2026, 05:33 UTC",
            PlainTime.At(new DateTimeOffset(2026, 11, 24, 7, 33, 59, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(-5, "now")]
    [InlineData(0, "now")]
    [InlineData(0.2, "1 second")]
    [InlineData(45, "45 seconds")]
    [InlineData(60, "1 minute")]
    [InlineData(725, "12 minutes 5 seconds")]
    [InlineData(3600, "1 hour")]
    [InlineData(172_740, "47 hours 59 minutes")]
    [InlineData(172_800, "48 hours")]
    [InlineData(259_200, "3 days")]
    [InlineData(435_600, "5 days 1 hour")]
    public void Left_SaysTheTwoLargestUnits(double seconds, string expected) =>
        Assert.Equal(expected, PlainTime.Left(TimeSpan.FromSeconds(seconds)));
}
