using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class WordsTests
{
    [Fact]
    public void SaysEveryRefusalAndWarning()
    {
        Assert.All(Enum.GetValues<EntryRefusal>(), reason => AssertSentence(reason.Message()));
        Assert.All(Enum.GetValues<FileRefusal>(), reason => AssertSentence(reason.Message()));
        Assert.All(Enum.GetValues<FileWarning>(), warning => AssertSentence(warning.Message()));
        Assert.All(Enum.GetValues<Format>(), format => Assert.NotEmpty(format.Name()));
    }

    [Fact]
    public void HasEveryRefusalOfAnAddress() =>
        Assert.All(Enum.GetValues<OtpAuthRefusal>(),
            reason => Assert.Equal(reason.ToString(), ((EntryRefusal)reason).ToString()));

    private static void AssertSentence(string text)
    {
        Assert.EndsWith(".", text);
        Assert.DoesNotContain("!", text);
        Assert.True(char.IsUpper(text[0]), text);
    }
}
