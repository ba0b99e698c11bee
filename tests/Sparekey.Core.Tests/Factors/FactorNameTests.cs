using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class FactorNameTests
{
    [Theory]
    [InlineData("Pixel 9", "Pixel 9")]
    [InlineData("  điện thoại  ", "điện thoại")]
    [InlineData("📱", "📱")]
    public void KeepsWhatAPersonTyped(string typed, string expected) => Assert.Equal(expected, FactorName.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud83d")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void IsNone_WhenItIsNoShortLine(string? typed) => Assert.Null(FactorName.Read(typed));
}
