using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("Blue Whale", "blue whale")]
    [InlineData("  BLUE \t  whale\n", "blue whale")]
    [InlineData("Ｂｌｕｅ　Ｗｈａｌｅ", "blue whale")]
    [InlineData("Hu\u0065\u0302\u0301", "huế")]
    [InlineData("ΣΟΦΟΣ", "σοφοσ")]
    [InlineData("σοφος", "σοφοσ")]
    [InlineData("abc", "abc")]
    [InlineData("a🔑b", "a🔑b")]
    [InlineData("ab🔑", "ab🔑")]
    public void IsOneSpelling_HoweverTyped(string typed, string expected) =>
        Assert.Equal(expected, AnswerText.Normalize(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ab  ")]
    public void IsNone_WhenTooShort(string? typed) => Assert.Null(AnswerText.Normalize(typed));

    [Fact]   // not cases above: xunit repairs broken text in names of cases
    public void IsNone_WhenBroken() => Assert.All(
        ["abc\ud800", "\ud800abc", "abc\udc00", "\udc00abc", "abc\udc00\ud800"],
        typed => Assert.Null(AnswerText.Normalize(typed)));

    [Fact]
    public void IsNone_WhenMoreThan400AreTyped() =>
        Assert.Equal(("abc", null),
            (AnswerText.Normalize("abc".PadRight(400)), AnswerText.Normalize("abc".PadRight(401))));

    [Fact]
    public void IsNone_WhenLongerThan100() =>
        Assert.Equal((100, null),
            (AnswerText.Normalize(new string('a', 100))!.Length, AnswerText.Normalize(new string('a', 101))));

    [Fact]
    public void CatalogueHasTwelveDifferentQuestions()
    {
        Assert.Equal(12, SecurityQuestions.Catalogue.Distinct().Count());
        Assert.All(SecurityQuestions.Catalogue, q => Assert.Matches("^[a-z_]{5,30}$", q));
        Assert.All(SecurityQuestions.Catalogue, q => Assert.True(SecurityQuestions.Exists(q)));
        Assert.False(SecurityQuestions.Exists("mothers_maiden_name"));
        Assert.False(SecurityQuestions.Exists(null));
    }
}
