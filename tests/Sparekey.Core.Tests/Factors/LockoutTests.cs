using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class LockoutTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(7, 120)]
    [InlineData(8, 240)]
    [InlineData(9, 480)]
    [InlineData(10, 960)]
    [InlineData(11, 1920)]
    [InlineData(12, 3600)]
    [InlineData(20, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void WaitDoublesFromTheFifthFailure(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Lockout.WaitAfter(failures));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    [InlineData(19, 0)]
    public void TriesLeftAreThoseBeforeTheFirstWait(int failures, int left) =>
        Assert.Equal(left, Lockout.TriesLeft(failures));

    [Fact]
    public void WaitsFromHalfAMinuteToAnHour() =>
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)), (Lockout.FirstWait, Lockout.LongestWait));

    [Fact]
    public void FactorIsSwitchedOffAtTwenty() => Assert.Equal(20, Lockout.DisabledAt);
}
