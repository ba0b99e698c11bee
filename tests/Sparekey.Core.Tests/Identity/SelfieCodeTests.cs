using Sparekey.Core.Identity;

namespace Sparekey.Core.Tests.Identity;

public sealed class SelfieCodeTests
{
    [Fact]
    public void IsMadeFromTheLowHalfOfEachByte() =>
        Assert.Equal("ACY77A", SelfieCode.From([0x00, 0x11, 0x0D, 0x0F, 0xFF, 0x10]));

    [Fact]
    public void HasSixteenDifferentCharacters()
    {
        Assert.Equal(16, SelfieCode.Alphabet.Distinct().Count());
        Assert.DoesNotContain(SelfieCode.Alphabet, "01258469BDGILNOQSUVZ".Contains);
    }

    [Fact]
    public void NeedsSixBytes() => Assert.Throws<ArgumentOutOfRangeException>(() => SelfieCode.From(new byte[5]));

    [Theory]
    [InlineData("c 123-456.78/9", "C123456789")]
    [InlineData("L898902C<3", "L898902C3")]
    [InlineData("１２３", "123")]
    [InlineData("---", null)]
    [InlineData("12;3", null)]
    [InlineData(null, null)]
    public void DocumentNumbersHaveOneSpelling(string? typed, string? normalized) =>
        Assert.Equal(normalized, DocumentNumber.Normalize(typed));
}
