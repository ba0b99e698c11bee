using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class RandomnessTests
{
    private readonly Randomness _random = new();

    [Fact]
    public void IdsAreVersion7_AndSortByTheClock()
    {
        var id = _random.NewId(new DateTimeOffset(2022, 2, 22, 19, 22, 22, TimeSpan.Zero));   // RFC 9562 appendix A.6
        Assert.StartsWith("017f22e2-79b0-7", id.ToString());
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.True(string.CompareOrdinal(id.ToString("N"), _random.NewId(Keys.Today).ToString("N")) < 0);
        var sameMillisecond = Enumerable.Range(0, 10_000).Select(_ => _random.NewId(Keys.Today).ToString("N")).ToList();
        Assert.Equal(sameMillisecond.Distinct().Order(StringComparer.Ordinal), sameMillisecond);
    }

    [Fact]
    public void DigitsAreAsManyAsAsked_AndEveryOneComes()
    {
        var digits = _random.Digits(10_000);
        Assert.Equal(10_000, digits.Length);
        // Expected are 1,000 of each digit, with a standard deviation of 30. The bounds are ten standard deviations
        // away, so the test does not fail by chance.
        for (var digit = '0'; digit <= '9'; digit++) Assert.InRange(digits.Count(c => c == digit), 700, 1300);
    }

    [Fact]
    public void BelowStaysBelow() =>
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 1000).Select(_ => _random.Below(3)).Distinct().Order());

    [Fact]
    public void BytesDiffer() => Assert.NotEqual(_random.Bytes(32), _random.Bytes(32));
}
