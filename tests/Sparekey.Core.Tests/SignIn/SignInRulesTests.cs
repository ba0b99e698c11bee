using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Core.SignIn;

namespace Sparekey.Core.Tests.SignIn;

public sealed class SignInRulesTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Refuses_WhenThePasswordIsWrong(bool right, bool hasSecondFactor) =>
        Assert.IsType<SignInRules.AfterPassword.WrongCredentials>(SignInRules.Judge(right, hasSecondFactor));

    [Fact]
    public void AsksForTheSecondFactor_WhenThereIsOne() =>
        Assert.IsType<SignInRules.AfterPassword.NeedsSecondFactor>(SignInRules.Judge(true, true));

    [Fact]
    public void IsComplete_WhenThereNeverWasASecondFactor()
    {
        var complete = Assert.IsType<SignInRules.AfterPassword.Complete>(SignInRules.Judge(true, false));
        Assert.Equal("urn:sparekey:aal1", complete.Acr);
        Assert.Equal(["pwd"], complete.Amr);
    }

    [Theory]
    [InlineData(FactorKind.Authenticator, null, "pwd otp mfa")]
    [InlineData(FactorKind.RecoveryCode, null, "pwd otp mfa")]
    [InlineData(FactorKind.Phone, Channel.Sms, "pwd sms mfa")]
    [InlineData(FactorKind.Phone, Channel.Voice, "pwd tel mfa")]
    public void SaysWhichMethodsTookPart(FactorKind kind, Channel? channel, string amr)
    {
        var completed = SignInRules.Completed(kind, channel);
        Assert.Equal(("urn:sparekey:aal2", amr), (completed.Acr, string.Join(' ', completed.Amr)));
    }

    [Fact]
    public void Throws_WhenAPasskeyAnswersLikeACode() => Assert.Contains("A passkey answers elsewhere.",
        Assert.Throws<ArgumentOutOfRangeException>(() => SignInRules.Completed(FactorKind.Passkey, null)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void StepUpGivesTwoFactors() =>
        Assert.Equal("urn:sparekey:aal2", SignInRules.SteppedUp(["pwd"], FactorKind.Phone, Channel.Sms).Acr);

    [Theory]
    [InlineData("urn:sparekey:aal1", false)]
    [InlineData("urn:sparekey:aal2", true)]
    [InlineData("", false)]
    public void OnlyAal2HasTwoFactors(string acr, bool two) => Assert.Equal(two, Acr.HasTwoFactors(acr));

    [Fact]
    public void StepUpAddsItsMethods() =>
        Assert.Equal("pwd otp mfa sms",
            string.Join(' ', SignInRules.SteppedUp(["pwd", "otp", "mfa"], FactorKind.Phone, Channel.Sms).Amr));

    [Fact]
    public void FlowWaitsFifteenMinutes() => Assert.Equal(TimeSpan.FromMinutes(15), SignInRules.Lifetime);
}
