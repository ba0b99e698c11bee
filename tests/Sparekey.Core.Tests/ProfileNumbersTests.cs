namespace Sparekey.Core.Tests;

public sealed class ProfileNumbersTests
{
    [Fact]
    public void ExchangeRunsAsLargeExchangesDo() => Assert.Equal(
        new ProfileNumbers(10, new(6, TimeSpan.FromMinutes(30)), new(6, TimeSpan.FromMinutes(30)),
            new(6, TimeSpan.FromMinutes(5)), true, 12, false),
        ProfileNumbers.Of(Profile.Exchange));

    [Fact]
    public void StrictFollowsNist() => Assert.Equal(
        new ProfileNumbers(20, new(6, TimeSpan.FromMinutes(10)), new(8, TimeSpan.FromMinutes(30)),
            new(6, TimeSpan.FromMinutes(5)), false, 15, true),
        ProfileNumbers.Of(Profile.Strict));
}
