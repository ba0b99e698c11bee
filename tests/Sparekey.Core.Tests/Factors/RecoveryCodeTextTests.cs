using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class RecoveryCodeTextTests
{
    [Fact]
    public void ShowsFourGroups() =>
        Assert.Equal("AAAQ-EAYE-AUDA-OCAJ", RecoveryCodeText.Format([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));

    [Fact]
    public void Throws_WhenThereAreNotEightyBits() => Assert.All([9, 11], length =>
        Assert.Contains("made of 10 bytes",
            Assert.Throws<ArgumentException>(() => RecoveryCodeText.Format(new byte[length])).Message,
            StringComparison.Ordinal));

    [Theory]
    [InlineData("AAAQ-EAYE-AUDA-OCAJ")]
    [InlineData("aaaqeayeaudaocaj")]
    [InlineData(" AAAQ EAYE AUDA OCAJ ")]
    [InlineData("ＡＡＡＱ-EAYE-AUDA-OCAJ")]
    public void NormalizesToOneSpelling(string typed) =>
        Assert.Equal("AAAQEAYEAUDAOCAJ", RecoveryCodeText.Normalize(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456")]
    [InlineData("AAAQ-EAYE-AUDA-OCA")]
    [InlineData("AAAQ-EAYE-AUDA-OCAJX")]
    [InlineData("AAAQ-EAYE-AUDA-OC!J")]
    public void IsNothing_WhenItCannotBeACode(string? typed) => Assert.Null(RecoveryCodeText.Normalize(typed));
}
