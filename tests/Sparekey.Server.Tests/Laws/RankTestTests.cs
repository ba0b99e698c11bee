namespace Sparekey.Server.Tests.Laws;

public sealed class RankTestTests
{
    private static readonly double[] Twenty = [.. Enumerable.Range(1, 20).Select(i => (double)i)];

    [Fact]
    public void SeesNoDifference_WhenSamplesAreEqual() => Assert.Equal(1.0, RankTest.P(Twenty, Twenty), 6);

    [Fact]
    public void Rejects_WhenOneSampleIsAlwaysSlower() =>
        Assert.InRange(RankTest.P(Twenty, [.. Twenty.Select(v => v + 20)]), 0, 0.0000001);

    // In 153 of the 400 pairs the order is reversed: U = 153, mean 200, standard deviation 36.97, z = 1.2713.
    [Fact]
    public void AgreesWithTheTable_WhenOneSampleIsALittleSlower() =>
        Assert.Equal(0.2036, RankTest.P(Twenty, [.. Twenty.Select(v => v + 2.8)]), 4);

    [Fact]
    public void MedianIsTheMiddle() => Assert.Equal(10.5, RankTest.Median(Twenty));
}
