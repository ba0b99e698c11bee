using System.Text;
using Sparekey.Core.Factors;

namespace Sparekey.Core.Tests.Factors;

/// <summary>
/// Key and times of RFC 6238 appendix B. At 59 s, in step 1, the code is 94287082; its last six digits are used here.
/// </summary>
public sealed class AuthenticatorAnswerTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(89)]
    public void Accepts_OneStepEitherSide(int second) =>
        Assert.Equal(new AuthenticatorAnswer.Accepted(1), Judge(0, "287082", second));

    [Theory]
    [InlineData(90, "287082")]
    [InlineData(59, "287083")]
    [InlineData(59, "94287082")]
    [InlineData(59, "")]
    public void IsWrong(int second, string code) =>
        Assert.Equal(new AuthenticatorAnswer.Wrong(), Judge(0, code, second));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void IsUsed_WhenTheStepOrALaterOneWasAccepted(long lastStep) =>
        Assert.Equal(new AuthenticatorAnswer.AlreadyUsed(), Judge(lastStep, "287082", 59));

    private static AuthenticatorAnswer Judge(long lastStep, string code, int second) =>
        AuthenticatorAnswer.Judge(Key, lastStep, code, DateTimeOffset.FromUnixTimeSeconds(second));
}
