using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456\t", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("123\u2011456", "123456")]
    [InlineData("123\u2010456", "123456")]
    [InlineData("123\u2013456", "123456")]
    [InlineData("123\u00A0456", "123456")]
    [InlineData("12\u200B34\u206056", "123456")]
    [InlineData("１２３４５６", "123456")]
    [InlineData("𝟏𝟐𝟑𝟒𝟓𝟔", "123456")]
    [InlineData("①②③", "123")]
    [InlineData("000000", "000000")]
    [InlineData("123456                                                          ", "123456")]
    public void DigitsHaveOneSpelling(string typed, string digits) => Assert.Equal(digits, CodeText.Digits(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("---")]
    [InlineData("12345a")]
    [InlineData("12345.6")]
    [InlineData("+123456")]
    [InlineData("١٢٣٤٥٦")]   // Arabic-Indic digits are not compatibility forms of ASCII digits
    [InlineData("12345\0")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111 ")]
    public void DigitsAreNothing_WhenAnythingElseIsLeft(string? typed) => Assert.Null(CodeText.Digits(typed));

    [Theory]
    [InlineData("abcd-efgh-ijkl-mnop", "ABCDEFGHIJKLMNOP")]
    [InlineData("ABCD EFGH", "ABCDEFGH")]
    [InlineData("ａｂ２", "AB2")]
    public void LettersAreUpperCase(string typed, string letters) => Assert.Equal(letters, CodeText.Letters(typed));

    [Theory]
    [InlineData("ä")]
    [InlineData("abc_def")]
    [InlineData("ß")]
    [InlineData("")]
    public void LettersAreNothing_WhenAnythingElseIsLeft(string typed) => Assert.Null(CodeText.Letters(typed));
}
