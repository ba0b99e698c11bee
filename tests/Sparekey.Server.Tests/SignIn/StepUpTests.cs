using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.SignIn;

public sealed class StepUpTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ReplacesTheSession_WhenTheCodeIsRight()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        _house.Clock.Advance(TimeSpan.FromMinutes(6));

        var reply = await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() },
            person.Session);

        Assert.Equal(200, reply.Status);
        var session = reply["session"]!;
        Assert.Equal("urn:sparekey:aal2", session["acr"]!.GetValue<string>());
        Assert.Equal(["pwd", "otp", "mfa"], session["amr"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.NotEqual(person.Session, session["token"]!.GetValue<string>());
        // 12 h after the sign-in, not after the step-up.
        Assert.Equal("2026-03-02T21:00:00.000Z", session["expires_at"]!.GetValue<string>());
        Assert.Equal("session_required", (await _house.Get("/v1/account/sessions", person.Session)).Code);
        var sessions = await _house.Get("/v1/account/sessions", session["token"]!.GetValue<string>());
        Assert.Equal("2026-03-02T09:00:00.000Z",
            Assert.Single(sessions["sessions"]!.AsArray())!["signed_in_at"]!.GetValue<string>());
        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", session["token"]!.GetValue<string>())).Status);
    }

    [Fact]
    public async Task LetsChangesThrough_ForFiveMinutes()
    {
        var person = await Person.Opens(_house);
        _house.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("step_up_required", (await _house.Delete("/v1/account/sessions", person.Session)).Code);

        var session = (await _house.Post("/v1/account/step-up", new { password = person.Password },
            person.Session))["session"]!["token"]!.GetValue<string>();

        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", session)).Status);
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("step_up_required", (await _house.Delete("/v1/account/sessions", session)).Code);
    }

    [Fact]
    public async Task ChargesThePasswordLikeASignIn()
    {
        var person = await Person.Opens(_house);
        for (var i = 0; i < 5; i++) Assert.Equal((422, "wrong_password"), await Answer(new { password =
            "not the password at all" }));

        Assert.Equal((429, "too_many_attempts"), await Answer(new { password = person.Password }));
        Assert.Equal("too_many_attempts", (await person.BeginsSignIn()).Code);

        async Task<(int, string?)> Answer(object body)
        {
            var reply = await _house.Post("/v1/account/step-up", body, person.Session);
            return (reply.Status, reply.Code);
        }
    }

    [Fact]
    public async Task TakesAPhoneCode_OfThisSessionOnly()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        Assert.Equal(202,
            (await _house.Post("/v1/account/step-up/codes", new { factor_id = phone, channel = "voice" },
                person.Session)).Status);
        var code = await _house.CodeSentTo("+84912345621");

        var reply = await _house.Post("/v1/account/step-up", new { factor_id = phone, code }, person.Session);

        Assert.Equal(["pwd", "tel", "mfa"], reply["session"]!["amr"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Equal("expired",
            (await _house.Post("/v1/account/step-up", new { factor_id = phone, code },
                reply["session"]!["token"]!.GetValue<string>())).Code);
    }

    [Fact]
    public async Task NeedsTwoRoundTrips_BesideTheSessionItself()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var phone = await person.HasPhone();
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);

        Assert.Equal(3, await Trips(() => _house.Post("/v1/account/step-up/codes", new { factor_id = phone, channel =
            "sms" }, person.Session), 202));
        Assert.Equal(3, await Trips(
            () => _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.WrongCode() },
                person.Session),
            422));
        Assert.Equal(3, await Trips(
            () => _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() },
                person.Session),
            200));
    }

    [Fact]
    public async Task ASignInNeedsTwoRoundTripsAStep()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var phone = await person.HasPhone();
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);

        var flow = "";
        Assert.Equal(2, await Trips(async () =>
        {
            var reply = await _house.Post("/v1/sign-ins",
                new { email = person.Email, password = person.Password, captcha_token = captcha });
            flow = reply.Text("sign_in");
            return reply;
        }, 200));
        Assert.Equal(2,
            await Trips(() => _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow), 202));
        Assert.Equal(2, await Trips(() => _house.Answers(flow, app.FactorId, app.WrongCode()), 422));
        Assert.Equal(2, await Trips(() => _house.Answers(flow, app.FactorId, app.Code()), 200));
    }

    private async Task<long> Trips(Func<Task<House.Reply>> call, int status)
    {
        var before = _house.Database.RoundTrips;
        Assert.Equal(status, (await call()).Status);
        return _house.Database.RoundTrips - before;
    }
}
