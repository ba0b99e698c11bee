using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class RemoveFactorTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Refuses_WhenItIsTheLastSecondFactor()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        await person.MakesRecoveryCodes();   // recovery codes replace a second factor once, but are none

        var removed = await _house.Delete($"/v1/account/factors/{app.FactorId}", person.Session);

        Assert.Equal((409, "last_factor"), (removed.Status, removed.Code));
        await person.SignsInWith(app);
    }

    [Fact]
    public async Task OneStays_WhenTwoAreRemovedTogether()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        var phone = await person.ConfirmsPhone();

        var replies = await Task.WhenAll(_house.Delete($"/v1/account/factors/{app.FactorId}", person.Session),
            _house.Delete(
                $"/v1/account/factors/{phone}", person.Session));

        Assert.Equal([200, 409], replies.Select(r => r.Status).Order());
        Assert.Single((await person.LooksAtAccount())["factors"]!.AsArray());
    }

    [Fact]
    public async Task SecretGoes_AndWithdrawalsAreHeld()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        var phone = await person.ConfirmsPhone();

        Assert.Equal(200, (await _house.Delete($"/v1/account/factors/{phone}", person.Session)).Status);

        Assert.Null(await _house.Database.One<byte[]>("SELECT secret_sealed FROM factors WHERE factor_id = @phone",
            new { phone }, CancellationToken.None));
        Assert.Equal("factor_changed", (await person.LooksAtAccount())["holds"]![0]!["reason"]!.GetValue<string>());
        // The removed number gets the message too.
        Assert.Contains("+84 ••• ••• 21 was removed", (await _house.Inbox(Journeys.Factors.Number))[0].Text);
        Assert.Contains("+84 ••• ••• 21 was removed", (await _house.Inbox(person.Email))[0].Text);
        Assert.Equal(404,
            (await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" },
                await person.ReachesSecondStep())).Status);
        await person.SignsInWith(app);
    }

    [Fact]
    public async Task CountOfFailuresGoes()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        var phone = await person.ConfirmsPhone();
        var signIn = await person.ReachesSecondStep();
        await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, signIn);
        Assert.Equal("wrong_code", (await _house.Answers(signIn, phone, "not it")).Code);
        Assert.Equal(1, await Counts());

        Assert.Equal(200, (await _house.Delete($"/v1/account/factors/{phone}", person.Session)).Status);

        Assert.Equal(0, await Counts());

        Task<long> Counts() => _house.Database.One<long>(
            "SELECT COUNT(*) FROM attempts WHERE account_id = @account AND subject = @subject",
            new { account = person.Id(), subject = $"factor:{phone}" }, CancellationToken.None);
    }

    [Fact]
    public async Task ASecondHold_DoesNotEndTheFirstEarlier()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        var phone = await person.ConfirmsPhone();
        await _house.Delete($"/v1/account/factors/{phone}", person.Session);
        var first = (await person.LooksAtAccount())["withdrawals"]!["until"]!.GetValue<string>();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await person.SetsUpAuthenticator("New", app);

        var second = (await person.LooksAtAccount())["withdrawals"]!["until"]!.GetValue<string>();

        Assert.True(string.CompareOrdinal(first, second) < 0);
    }

    [Fact]
    public async Task RemovesNothing_OfAnotherAccount()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        var stranger = await Person.Opens(_house);
        var theirs = await stranger.SetsUpAuthenticator();
        await stranger.ConfirmsPhone("+84912345688");

        Assert.Equal(404, (await _house.Delete($"/v1/account/factors/{theirs.FactorId}", person.Session)).Status);
        await stranger.SignsInWith(theirs);
    }
}
