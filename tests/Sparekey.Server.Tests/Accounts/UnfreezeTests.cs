using Sparekey.Server.Accounts;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Accounts;

public sealed class UnfreezeTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task LiftsTheOwnersFreeze_AndHoldsWithdrawalsForADay()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        await person.IsFrozen();
        Assert.Equal("frozen", (await person.LooksAtAccount())["holds"]![0]!["reason"]!.GetValue<string>());

        Assert.Equal(200, (await _house.Post("/v1/account/unfreeze", null, person.Session)).Status);

        var account = await person.LooksAtAccount();
        Assert.Null(account["frozen"]);
        Assert.Equal("factor_changed", Assert.Single(account["holds"]!.AsArray())!["reason"]!.GetValue<string>());
        Assert.Equal("2026-03-03T09:00:30.000Z", account["withdrawals"]!["until"]!.GetValue<string>());
        Assert.Contains("no longer frozen", (await _house.Inbox(person.Email))[0].Subject);
        Assert.Equal("not_frozen", (await _house.Post("/v1/account/unfreeze", null, person.Session)).Code);
    }

    [Fact]
    public async Task Refuses_WhenTheServiceFroze()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        await person.IsFrozen(FrozenBy.Integrator);

        var reply = await _house.Post("/v1/account/unfreeze", null, person.Session);

        Assert.Equal((423, "account_frozen"), (reply.Status, reply.Code));
        Assert.True((await person.LooksAtAccount())["withdrawals"]!["blocked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Refuses_WhenSessionHasThePasswordOnly()
    {
        var person = await Person.Opens(_house);
        await person.IsFrozen();

        Assert.Equal("step_up_required", (await _house.Post("/v1/account/unfreeze", null, person.Session)).Code);
    }

    [Fact]
    public async Task NothingChanges_WhenTheFreezeComesBetweenTheLookAndTheCommit()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        var holder = (await _house.Get<Server.Sessions.SessionStore>().Find(person.Session, CancellationToken.None))!;
        await person.IsFrozen();   // the guard has already let the request in

        var reply = await _house.Get<Server.Factors.AddAuthenticator>().Run(holder, new("New", app.FactorId), new(
            "Firefox on Linux", "127.0.0.0/24"), CancellationToken.None);

        Assert.Equal("account_frozen",
            Assert.IsType<Sparekey.Edges.Replies.Reply<Server.Factors.AuthenticatorKey>.Refused>(reply).Why.Code);
        Assert.Single((await person.LooksAtAccount())["factors"]!.AsArray());
    }
}
