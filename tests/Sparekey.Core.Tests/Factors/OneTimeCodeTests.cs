using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class OneTimeCodeTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 16)]
    [InlineData(6, 32)]
    [InlineData(7, 32)]
    [InlineData(1000, 32)]
    public void WaitDoublesWithEachSend(int send, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), OneTimeCode.WaitAfterSend(send));

    [Fact]
    public void HasFiveTriesAndFiveSends() => Assert.Equal((5, 5), (OneTimeCode.Tries, OneTimeCode.Sends));
}
