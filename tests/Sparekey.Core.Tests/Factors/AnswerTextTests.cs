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
    public void IsOneSpelling_HoweverTyped(string typed, string expected) =>
        Assert.Equal(expected, AnswerText.Normalize(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ab  ")]
    public void IsNone_WhenTooShort(string? typed) => Assert.Null(AnswerText.Normalize(typed));

    [Fact]   // not a case above: xunit repairs broken text in names of cases
    public void IsNone_WhenBroken() => Assert.Null(AnswerText.Normalize("abc\ud800"));

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
