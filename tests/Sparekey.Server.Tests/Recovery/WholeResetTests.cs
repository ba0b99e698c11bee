using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

/// <summary>Every row of the default policy as a complete reset over HTTP.</summary>
public sealed class WholeResetTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData(false, "authenticator", "email_code phone_code security_questions", 1, 24, 48)]
    [InlineData(true, "authenticator", "email_code phone_code security_questions identity", 1, 0, 48)]
    [InlineData(false, "phone", "email_code authenticator_code new_phone_code", 0, 0, 48)]
    [InlineData(false, "email", "phone_code authenticator_code new_email_code identity", 1, 24, 48)]
    [InlineData(false, "authenticator phone", "email_code new_phone_code security_questions identity", 2, 24, 48)]
    [InlineData(false, "authenticator email", "phone_code new_email_code security_questions identity", 2, 24, 120)]
    [InlineData(false, "phone email", "authenticator_code new_phone_code new_email_code security_questions identity", 2,
        24, 120)]
    [InlineData(true, "authenticator phone email", "new_phone_code new_email_code security_questions identity", 2, 72,
        120)]
    public async Task Completes_WhenEverythingIsShown(bool verified, string lost, string kinds, int reviewers,
        int objectionHours, int holdHours)
    {
        var (person, app) = await Resets.WithEverything(_house, verified);
        var reset = await person.OpensReset(app);

        var chosen = await reset.Chooses(lost.Split(' '));
        Assert.True(chosen.Status == 200, chosen.Raw);
        Assert.Equal(kinds.Split(' '), await reset.Kinds());
        Assert.Equal((reviewers, (double)objectionHours, (double)holdHours),
            (chosen["reviewers_needed"]!.GetValue<int>(), chosen["objection_hours"]!.GetValue<double>(),
                chosen["hold_hours"]!.GetValue<double>()));

        await reset.MeetsEverything();
        var submitted = await reset.Submits();
        Assert.True(submitted.Status == 202, submitted.Raw);
        var completedAt = _house.Clock.GetUtcNow();
        if (reviewers > 0)
        {
            Assert.Equal("in_review", submitted.Text("state"));
            await reset.IsApproved(reviewers);
        }
        if (objectionHours > 0)
        {
            await reset.TimePasses(TimeSpan.FromHours(objectionHours) - TimeSpan.FromMinutes(1));
            Assert.Equal("objection", await reset.State());
        }
        await reset.TimePasses(TimeSpan.FromMinutes(1));
        if (reviewers > 0) completedAt = _house.Clock.GetUtcNow();

        var done = await reset.Show();
        Assert.Equal(("completed", "completed"), (done.Text("state"), done["outcome"]!["reason"]!.GetValue<string>()));
        Assert.NotNull(done["outcome"]!["hold_until"]);

        // Law 9: everything that was open has ended.
        Assert.Equal(401, (await _house.Get("/v1/account", person.Session)).Status);
        Assert.Equal(422, (await _house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode })).Status);

        // A new sign-in with the factors that are left.
        var lostNow = lost.Split(' ');
        var email = lostNow.Contains("email") ? reset.NewEmail : person.Email;
        var again = await new Person(_house, email).BeginsSignIn();
        Assert.Equal(200, again.Status);
        var factors = again["factors"]?.AsArray().Select(f => f!["kind"]!.GetValue<string>()).ToList() ?? [];
        Assert.Equal(!lostNow.Contains("authenticator"), factors.Contains("authenticator"));
        Assert.Contains("phone", factors);
        var hint = again["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "phone")!["hint"]!
            .GetValue<string>();
        Assert.EndsWith(lostNow.Contains("phone") ? "99" : "21", hint);
        if (lostNow.Contains("email")) Assert.Equal(401, (await person.BeginsSignIn()).Status);

        // Old and new addresses get a message, the old ones with a link.
        Assert.Contains(await _house.Inbox(person.Email), m => m.Subject.Contains("was reset") && m.Text.Contains(
            "objection?token="));
        Assert.Contains(await _house.Inbox(Journeys.Factors.Number), m => m.Text.Contains("is complete")
            && m.Text.Contains("objection?token="));
        if (lostNow.Contains("email")) Assert.Contains(await _house.Inbox(reset.NewEmail), m => m.Subject.Contains(
            "now belongs"));
        if (lostNow.Contains("phone")) Assert.Contains(await _house.Inbox(Reset.NewPhone), m => m.Text.Contains(
            "now belongs"));
        var holds = await _house.Database.List<string>(
            "SELECT reason FROM holds WHERE account_id = @account AND reason = 'security_reset' AND until_at = @until",
            new { account = person.AccountId, until = completedAt + TimeSpan.FromHours(holdHours) },
            CancellationToken.None);
        Assert.Single(holds);
    }

    [Fact]
    public async Task SaysSignInInstead_WhenARecoveryCodeIsLeft()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var codes = await person.MakesRecoveryCodes();
        var reset = await person.OpensReset(app);

        Assert.Equal((409, "sign_in_instead"), Short(await reset.Chooses("authenticator")));
        Assert.Equal(200, (await reset.Chooses("authenticator", "recovery_code")).Status);

        // A recovery code that is found after all ends the case.
        var factor = (await person.BeginsSignIn())["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!
            .GetValue<string>();
        await person.SignsInWith(factor, codes[0]);
        var ended = await reset.Show();
        Assert.Equal(("cancelled", "found_again"),
            (ended.Text("state"), ended["outcome"]!["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Refuses_WhenEverythingIsLostAndNothingWasVerified()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);

        var refused = await reset.Chooses("authenticator", "phone", "email");

        Assert.Equal((422, "nothing_left_to_prove"), Short(refused));
        Assert.Equal("choosing", await reset.State());
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
