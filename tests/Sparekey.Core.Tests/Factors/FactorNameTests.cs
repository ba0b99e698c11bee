using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class FactorNameTests
{
    [Theory]
    [InlineData("Pixel 9", "Pixel 9")]
    [InlineData("  điện thoại  ", "điện thoại")]
    [InlineData("📱", "📱")]
    [InlineData("a\u202fb", "a\u202fb")]   // a narrow space, next to the marks of direction
    [InlineData("a\u2065b", "a\u2065b")]
    [InlineData("a\u206ab", "a\u206ab")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    public void KeepsWhatAPersonTyped(string typed, string expected) => Assert.Equal(expected, FactorName.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u202ab")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u2069b")]
    [InlineData("a\ud83d")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void IsNone_WhenItIsNoShortLine(string? typed) => Assert.Null(FactorName.Read(typed));
}
