using Sparekey.Edges.Crypto;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Edges.Crypto;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Captcha;

public sealed class CaptchaTokensTests
{
    private readonly TestClock _clock = new();
    private readonly CaptchaTokens _tokens;
    private readonly string _token;

    public CaptchaTokensTests()
    {
        _tokens = new CaptchaTokens(new KeyedHash(Keys.One), new Randomness(), _clock);
        _token = _tokens.New(CaptchaPurpose.SignIn, _clock.GetUtcNow() + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void IsTaken_WhenItIsOurs()
    {
        using var held = _tokens.Take(_token, CaptchaPurpose.SignIn);
        Assert.Equal(_tokens.KeyOf(_token), held!.Key);
        Assert.Matches("^[0-9a-f]{64}$", _token);
    }

    [Fact]
    public void IsNone_WhenOneCharacterIsOther()
    {
        for (var i = 0; i < _token.Length; i++)
            Assert.Null(_tokens.Take(_token[..i] + (_token[i] == '0' ? '1' : '0') + _token[(i + 1)..],
                CaptchaPurpose.SignIn));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ÄÄ00000000000000000000000000000000000000000000000000000000000000")]
    public void IsNone_WhenItIsMadeUp(string? made) => Assert.Null(_tokens.Take(made, CaptchaPurpose.SignIn));

    [Fact]
    public void IsNone_ForAnotherPurpose() => Assert.Null(_tokens.Take(_token, CaptchaPurpose.Registration));

    [Fact]
    public void IsNone_UnderAnotherKey() =>
        Assert.Null(new CaptchaTokens(new KeyedHash(Keys.Other), new Randomness(), _clock)
            .Take(_token, CaptchaPurpose.SignIn));

    [Fact]
    public void IsNone_WhenItsTimeIsOver()
    {
        _clock.Advance(TimeSpan.FromSeconds(122));
        Assert.Null(_tokens.Take(_token, CaptchaPurpose.SignIn));
    }

    [Fact]
    public void IsInOneHandAtATime_AndFreeAgain_WhenItWasNotCharged()
    {
        using (_tokens.Take(_token, CaptchaPurpose.SignIn)) Assert.Null(_tokens.Take(_token, CaptchaPurpose.SignIn));
        using (_tokens.Take(_token, CaptchaPurpose.SignIn)) { }
        Assert.NotNull(_tokens.Take(_token, CaptchaPurpose.SignIn));
    }

    [Fact]
    public void IsNeverTakenAgain_WhenItWasCharged()
    {
        using (var held = _tokens.Take(_token, CaptchaPurpose.SignIn)) held!.Charged();
        Assert.Null(_tokens.Take(_token, CaptchaPurpose.SignIn));
        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Null(_tokens.Take(_token, CaptchaPurpose.SignIn));
    }
}
