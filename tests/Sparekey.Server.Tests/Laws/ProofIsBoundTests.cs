using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Law 3: a proof is bound to its flow, step, account, purpose and channel.</summary>
public sealed class ProofIsBoundTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Refuses_CodeOfAnotherSignInOfTheSameAccount()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var (first, second) = (await person.HalfSignsIn(), await person.HalfSignsIn());
        var code = await Sent(first, phone);
        await Sent(second, phone);

        Assert.Equal("wrong_code", (await _house.Answers(second, phone, code)).Code);
        Assert.Equal(200, (await _house.Answers(first, phone, code)).Status);
    }

    [Fact]
    public async Task Refuses_CodeOfAnotherAccount()
    {
        var (ada, bob) = (await Person.Opens(_house), await Person.Opens(_house));
        var (phoneOfAda, phoneOfBob) = (await ada.HasPhone("+84912345621"), await bob.HasPhone("+84912345622"));
        var (flowOfAda, flowOfBob) = (await ada.HalfSignsIn(), await bob.HalfSignsIn());
        var code = await Sent(flowOfAda, phoneOfAda);
        await Sent(flowOfBob, phoneOfBob, "+84912345622");

        Assert.Equal("wrong_code", (await _house.Answers(flowOfBob, phoneOfBob, code)).Code);
        Assert.Equal("not_found", (await _house.Answers(flowOfBob, phoneOfAda, code)).Code);
    }

    [Fact]
    public async Task Refuses_AuthenticatorOfAnotherAccount()
    {
        var (ada, bob) = (await Person.Opens(_house), await Person.Opens(_house));
        var (appOfAda, appOfBob) = (await ada.HasAuthenticator(), await bob.HasAuthenticator());
        var flow = await bob.HalfSignsIn();

        Assert.Equal("not_found", (await _house.Answers(flow, appOfAda.FactorId, appOfAda.Code())).Code);
        Assert.Equal("wrong_code", (await _house.Answers(flow, appOfBob.FactorId, appOfAda.Code())).Code);
    }

    [Fact]
    public async Task Refuses_CodeOfAnotherPurpose()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        var code = await Sent(flow, phone);
        Assert.Equal(202,
            (await _house.Post("/v1/account/step-up/codes", new { factor_id = phone, channel = "sms" },
                person.Session)).Status);
        var codeOfStepUp = await _house.CodeSentTo("+84912345621");

        Assert.Equal("wrong_code",
            (await _house.Post("/v1/account/step-up", new { factor_id = phone, code }, person.Session)).Code);
        Assert.Equal("wrong_code", (await _house.Answers(flow, phone, codeOfStepUp)).Code);
    }

    [Fact]
    public async Task Refuses_CodeSentToAnotherPhone()
    {
        var person = await Person.Opens(_house);
        var (first, second) = (await person.HasPhone("+84912345621"), await person.HasPhone("+84912345622"));
        var flow = await person.HalfSignsIn();
        var code = await Sent(flow, first);
        await Sent(flow, second, "+84912345622");

        Assert.Equal("wrong_code", (await _house.Answers(flow, second, code)).Code);
    }

    [Fact]
    public async Task Refuses_CodeThatWasSentAgain()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        var bySms = await Sent(flow, phone);
        _house.Clock.Advance(TimeSpan.FromSeconds(61));
        var byVoice = await Sent(flow, phone, channel: "voice");

        Assert.Equal("wrong_code", (await _house.Answers(flow, phone, bySms)).Code);
        var right = await _house.Answers(flow, phone, byVoice);
        Assert.Equal(["pwd", "tel", "mfa"], right["session"]!["amr"]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task Refuses_TokenOfAnotherKindOfFlow()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var registration = (await _house.Post("/v1/registrations",
                new
                {
                    email = "new@example.com", password = Person.GoodPassword,
                    captcha_token = await _house.SolvedCaptcha(CaptchaPurpose.Registration),
                })).Text(
            "registration");

        Assert.Equal("expired", (await _house.Answers(registration, app.FactorId, app.Code())).Code);
        Assert.Equal("expired", (await _house.Answers(person.Session, app.FactorId, app.Code())).Code);
        Assert.Equal("expired", (await _house.Post("/v1/registration/confirm", new { code = await _house.CodeSentTo(
            "new@example.com") }, flow)).Code);
        Assert.Equal("session_required",
            (await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() }, flow)).Code);
    }

    [Fact]
    public async Task Refuses_CaptchaOfAnotherPurpose()
    {
        var person = await Person.Opens(_house);

        var reply = await _house.Post("/v1/sign-ins",
            new
            {
                email = person.Email, password = person.Password,
                captcha_token = await _house.SolvedCaptcha(CaptchaPurpose.Registration),
            });

        Assert.Equal("captcha_required", reply.Code);
    }

    private async Task<string> Sent(string flow, string phone, string number = "+84912345621", string channel = "sms")
    {
        Assert.Equal(202, (await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel }, flow)).Status);
        return await _house.CodeSentTo(number);
    }
}
