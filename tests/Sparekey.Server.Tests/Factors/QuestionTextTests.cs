using Sparekey.Core.Factors;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Tests.Factors;

public sealed class QuestionTextTests
{
    [Fact]
    public void EveryQuestionHasATextOfItsOwn()
    {
        var texts = SecurityQuestions.Catalogue.Select(QuestionText.Of).ToList();

        Assert.All(texts, text => Assert.EndsWith("?", text, StringComparison.Ordinal));
        Assert.Equal(SecurityQuestions.Catalogue.Count, texts.Distinct().Count());
    }
}
