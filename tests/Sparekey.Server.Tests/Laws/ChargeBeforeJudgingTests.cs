using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Law 4: an attempt is charged before it is judged, and stays charged.</summary>
public sealed class ChargeBeforeJudgingTests : IAsyncLifetime
{
    private const int Many = 200;

    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task EvaluatesFive_WhenWrongCodesOfAnAuthenticatorArriveTogether()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flows = await person.HalfSignsInTimes(8);
        var wrong = app.WrongCode();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(i => _house.Answers(flows[i % flows.Length], app.FactorId, wrong)));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_code"));
        Assert.Equal(195, replies.Count(r => r.Code == "too_many_attempts"));
        Assert.Equal("too_many_attempts", (await _house.Answers(flows[0], app.FactorId, app.Code())).Code);
    }

    [Fact]
    public async Task EvaluatesFive_WhenWrongCodesOfAPhoneArriveTogether()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow);
        var right = await _house.CodeSentTo("+84912345621");
        var wrong = right == "000000" ? "000001" : "000000";

        var replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => _house.Answers(flow, phone, wrong)));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_code"));
        Assert.Equal("too_many_attempts", (await _house.Answers(flow, phone, right)).Code);
    }

    [Fact]
    public async Task KeepsTheTriesOfACode_WhileItsFactorWaits()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow);
        var code = await _house.CodeSentTo("+84912345621");
        await _house.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at) "
                + "VALUES (@account, @subject, 5, @until, @now)",
            new { until = _house.Clock.GetUtcNow().AddSeconds(30), now = _house.Clock.GetUtcNow(),
                account = person.Id(), subject =
                    $"factor:{phone}" }), CancellationToken.None);
        _house.Clock.Advance(TimeSpan.FromSeconds(1));

        for (var early = 0; early < 6; early++)
            Assert.Equal("too_many_attempts", (await _house.Answers(flow, phone, code)).Code);
        _house.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(200, (await _house.Answers(flow, phone, code)).Status);
    }

    [Fact]
    public async Task EvaluatesFive_WhenWrongPasswordsArriveTogether()
    {
        var person = await Person.Opens(_house);
        var captchas = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => _house.SolvedCaptcha(CaptchaPurpose.SignIn)));

        var replies = await Task.WhenAll(captchas.Select(captcha => _house.Post("/v1/sign-ins",
            new { email = person.Email, password =
                "not the password at all", captcha_token = captcha })));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_credentials"));
        Assert.Equal(35, replies.Count(r => r.Code == "too_many_attempts"));
    }

    [Fact]
    public async Task KeepsTheCount_WhenTheFlowIsStartedAnewWithTheRightPassword()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();

        for (var failure = 1; failure <= 5; failure++)
            Assert.Equal("wrong_code",
                (await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.WrongCode())).Code);
        var sixth = await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.Code());
        Assert.Equal(("too_many_attempts", "30"), (sixth.Code, sixth.Headers.RetryAfter!.ToString()));

        _house.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("wrong_code",
            (await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.WrongCode())).Code);
        Assert.Equal("60",
            (await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Headers.RetryAfter!
                .ToString());
    }

    [Fact]
    public async Task KeepsTheCount_WhenAnotherCodeIsSent()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        for (var send = 0; send < 2; send++)
        {
            Assert.Equal(202,
                (await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow)).Status);
            Assert.Equal(4 - 2 * send, (await _house.Answers(flow, phone, "not it"))["tries_left"]!.GetValue<int>());
            Assert.Equal(3 - 2 * send, (await _house.Answers(flow, phone, "not it"))["tries_left"]!.GetValue<int>());
            _house.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    // The node that charged the last failure died before it recorded the result.
    [Fact]
    public async Task SwitchesOffOnce_WhenOnlyTheTwentiethChargeWasWritten()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        await _house.Answers(flow, app.FactorId, app.WrongCode());
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE attempts SET failures = 20, blocked_until = 0 WHERE account_id = @account "
                + "AND subject <> 'password'", new { account = person.Id() }), CancellationToken.None);

        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _house.Answers(flow, app.FactorId, app.Code()))),
            refused => Assert.Equal((423,
                "factor_disabled"), (refused.Status, refused.Code)));

        Assert.Equal("disabled", await _house.Database.One<string>(
            "SELECT state FROM factors WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None));
        Assert.Equal(1, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND kind = @kind",
            new { account = person.Id(), kind = Core.Audit.EventKind.FactorDisabled }, CancellationToken.None));
        Assert.Single(await _house.Inbox(person.Email), m => m.Subject == "A sign-in method was switched "
            + "off at Sparekey");
    }

    [Fact]
    public async Task SwitchesOff_WhenTwentyCodesInARowWereWrong_AndTellsTheOwner()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        for (var failure = 1; failure < 20; failure++)
        {
            Assert.Equal("wrong_code",
                (await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.WrongCode())).Code);
            _house.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal((423, "factor_disabled"), await Refused(app.WrongCode()));
        _house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((423, "factor_disabled"), await Refused(app.Code()));
        Assert.Contains(await _house.Inbox(person.Email), m => m.Subject == "A sign-in method was switched "
            + "off at Sparekey");

        // The disabled factor still guards the account: the password alone is not enough.
        Assert.Equal("second_factor", (await person.BeginsSignIn()).Text("state"));

        async Task<(int, string?)> Refused(string code)
        {
            var reply = await _house.Answers(await person.HalfSignsIn(), app.FactorId, code);
            return (reply.Status, reply.Code);
        }
    }

    [Fact]
    public async Task CountsPasswordAndFactorApart()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        for (var i = 0; i < 5; i++) await _house.Answers(flow, app.FactorId, app.WrongCode());

        Assert.Equal(200, (await person.BeginsSignIn()).Status);
        for (var i = 0; i < 5; i++) await person.BeginsSignIn("not the password at all");
        _house.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("too_many_attempts", (await person.BeginsSignIn()).Code);
        _house.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await _house.Answers(flow, app.FactorId, app.Code())).Status);
    }

    [Fact]
    public async Task CountsStepUpAndSignInTogether()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        for (var i = 0; i < 5; i++)
            Assert.Equal("wrong_code",
                (await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.WrongCode() },
                    person.Session)).Code);

        Assert.Equal("too_many_attempts",
            (await _house.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Code);
    }
}
