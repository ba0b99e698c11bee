using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 5: a right code works once, however many requests arrive at the same moment and however the code is spelled.
/// </summary>
public sealed class OnceMeansOnceTests : IAsyncLifetime
{
    private const int Many = 200;

    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task LetsOneIn_WhenOneAuthenticatorCodeArrivesManyTimes()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flows = await person.HalfSignsInTimes(10);
        var code = app.Code();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(i => _house.Answers(flows[i % flows.Length], app.FactorId, code)));

        Assert.Single(replies, r => r.Status == 200);
    }

    [Fact]
    public async Task LetsOneIn_WhenOneAuthenticatorCodeIsUsedForSignInAndStepUpTogether()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var code = app.Code();

        var replies = await Task.WhenAll(_house.Answers(flow, app.FactorId, code),
            _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code }, person.Session));

        Assert.Single(replies, r => r.Status == 200);
        Assert.Single(replies, r => r.Code == "code_already_used");
    }

    [Fact]
    public async Task LetsOneIn_WhenOnePhoneCodeArrivesManyTimes()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow);
        var code = await _house.CodeSentTo("+84912345621");

        var replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => _house.Answers(flow, phone, code)));

        Assert.Single(replies, r => r.Status == 200);
    }

    [Fact]
    public async Task LetsOneIn_WhenOneRecoveryCodeArrivesManyTimes()
    {
        var person = await Person.Opens(_house);
        await person.HasAuthenticator();
        var (factor, codes) = await person.HasRecoveryCodes();
        var flows = await person.HalfSignsInTimes(10);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(i => _house.Answers(flows[i % flows.Length], factor, codes[0])));

        Assert.Single(replies, r => r.Status == 200);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("wrong_code", (await _house.Answers(await person.HalfSignsIn(), factor, codes[0])).Code);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(200, (await _house.Answers(await person.HalfSignsIn(), factor, codes[1])).Status);
    }

    [Fact]
    public async Task OpensOneAccount_WhenOneRegistrationCodeArrivesManyTimes()
    {
        var registration = await _house.Post("/v1/registrations",
            new
            {
                email = "once@example.com", password = Person.GoodPassword,
                captcha_token = await _house.SolvedCaptcha(CaptchaPurpose.Registration),
            });
        var code = await _house.CodeSentTo("once@example.com");

        var replies = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => _house.Post("/v1/registration/confirm", new { code }, registration.Text(
                "registration"))));

        Assert.Single(replies, r => r.Status == 201);
    }

    [Theory]
    [InlineData("{0} ")]
    [InlineData("\u00A0{0}")]
    [InlineData("{0:wide}")]
    [InlineData("{0:spaced}")]
    [InlineData("{0:hyphen}")]
    public async Task SeesTheSameCode_WhenItIsSpelledOtherwise(string spelling)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var code = app.Code();
        Assert.Equal(200, (await _house.Answers(await person.HalfSignsIn(), app.FactorId, code)).Status);

        var again = await _house.Answers(await person.HalfSignsIn(), app.FactorId, Spelled(spelling, code));

        Assert.Equal("code_already_used", again.Code);
    }

    [Fact]
    public async Task ChargesEverySpelling()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var wrong = app.WrongCode();
        foreach (var spelling in (string[])["{0}", "{0} ", "{0:wide}", "{0:spaced}", "{0:hyphen}"]) Assert.Equal(
            "wrong_code", (await _house.Answers(flow, app.FactorId, Spelled(spelling, wrong))).Code);

        Assert.Equal("too_many_attempts", (await _house.Answers(flow, app.FactorId, app.Code())).Code);
    }

    private static string Spelled(string spelling, string code) => spelling switch
    {
        "{0:wide}" => new string([.. code.Select(c => (char)(c - '0' + '０'))]),
        "{0:spaced}" => string.Join(' ', code.ToCharArray()),
        "{0:hyphen}" => $"{code[..3]}-{code[3..]}",
        _ => string.Format(spelling, code),
    };
}
