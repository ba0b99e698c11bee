namespace Sparekey.Server.Tests.Laws;

public sealed class RankTestTests
{
    private static readonly double[] Twenty = [.. Enumerable.Range(1, 20).Select(i => (double)i)];

    [Fact]
    public void SeesNoDifference_WhenSamplesAreEqual() => Assert.Equal(1.0, RankTest.P(Twenty, Twenty), 6);

    [Fact]
    public void Rejects_WhenOneSampleIsAlwaysSlower() => Assert.InRange(RankTest.P(Twenty, [.. Twenty.Select(v => v + 20)]), 0, 0.0000001);

    // U = 148, mean 200, standard deviation 36.97: z = -1.4066.
    [Fact]
    public void AgreesWithTheTable_WhenOneSampleIsALittleSlower() => Assert.InRange(RankTest.P(Twenty, [.. Twenty.Select(v => v + 2.8)]), 0.15, 0.17);

    [Fact]
    public void MedianIsTheMiddle() => Assert.Equal(10.5, RankTest.Median(Twenty));
}
