using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Law 9: once a reset is complete, nothing that was open before gives access.</summary>
public sealed class ResetEndsEverythingTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task EndsSessionsFlowsAndLinks()
    {
        var integrator = await _house.AddsIntegrator();
        var (person, app) = await Resets.WithEverything(_house);
        var passwordSession = person.Session;
        await person.SignsInWith(app);
        var pending = await person.BeginsAuthenticator("Begun before");
        var halfSignedIn = await person.ReachesSecondStep();
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        await reset.MeetsEverything();
        var alsoHalf = await person.ReachesSecondStep();
        await reset.Submits();
        await reset.TimePasses(TimeSpan.FromMinutes(1));
        Assert.Equal("completed", await reset.State());

        foreach (var session in (string[])[passwordSession, person.Session])
        {
            Assert.Equal((401, "session_required"), Short(await _house.Get("/v1/account", session)));
            Assert.False((await _house.Post("/v1/sessions/introspect", new { token = session }, integrator.Key))[
                    "active"]!
                .GetValue<bool>());
        }
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var flow in (string[])[halfSignedIn, alsoHalf])
        {
            Assert.Equal((410, "expired"), Short(await _house.Answers(flow, app.FactorId, app.Code())));
            Assert.Equal((410, "expired"), Short(await _house.Post("/v1/recoveries", null, flow)));
        }
        Assert.Equal((422, "wrong_code"),
            Short(await _house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode })));
        Assert.Equal((409, "wrong_state"), Short(await reset.Chooses("email")));
        Assert.Equal((409, "wrong_state"), Short(await reset.Submits()));

        // A new sign-in is required, and works with the factors that were not lost. A set-up that began before cannot
        // finish.
        await person.SignsInWith(app);
        Assert.NotEqual(200,
            (await _house.Post($"/v1/account/authenticators/{pending.FactorId}/confirm", new { code = pending.Code() },
                person.Session)).Status);
    }

    [Fact]
    public async Task EndsTheLostFactors_AndTheCodesOfTheirs()
    {
        var (person, app) = await Resets.WithEverything(_house, verified: true);
        await person.SignsInWith(app);
        var codes = await person.MakesRecoveryCodes();
        var reset = await person.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("authenticator", "recovery_code")).Status);
        await reset.MeetsEverything();
        await reset.Submits();
        await reset.IsApproved(1);
        await reset.TimePasses(TimeSpan.FromMinutes(1));
        Assert.Equal("completed", await reset.State());

        var signIn = await person.BeginsSignIn();
        Assert.Equal(["phone"], signIn["factors"]!.AsArray().Select(f => f!["kind"]!.GetValue<string>()));
        Assert.Equal((404, "not_found"), Short(await _house.Answers(signIn.Text("sign_in"), app.FactorId, app.Code())));
        Assert.Equal(0, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM factors WHERE account_id = @AccountId AND state = 'removed' "
                + "AND secret_sealed IS NOT NULL", new { person.AccountId }, CancellationToken.None));
        var old = await _house.Database.One<string>(
            "SELECT factor_id FROM factors WHERE account_id = @AccountId AND kind = 'recovery_code'",
            new { person.AccountId }, CancellationToken.None);
        Assert.Equal((404, "not_found"), Short(await _house.Answers(signIn.Text("sign_in"), old!, codes[0])));
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
