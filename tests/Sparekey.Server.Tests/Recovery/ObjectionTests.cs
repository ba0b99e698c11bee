using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

/// <summary><em>This wasn't me</em>, and what a frozen account refuses.</summary>
public sealed class ObjectionTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task StopsCaseAndFreezesAccount_WhenLinkIsFollowed()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        await reset.Meets("email_code");
        var link = await reset.ObjectionTokenAt(person.Email);

        var objected = await _house.Post("/v1/objections", new { token = link });

        Assert.Equal((200, true, true),
            (objected.Status, objected["case_stopped"]!.GetValue<bool>(),
                objected["account_frozen"]!.GetValue<bool>()));
        var ended = await reset.Show();
        Assert.Equal(("cancelled", "objected"), (ended.Text("state"), ended["outcome"]!["reason"]!.GetValue<string>()));
        Assert.Equal(401, (await _house.Get("/v1/account", person.Session)).Status);
        Assert.Equal("owner", await _house.Database.One<string>(
            "SELECT frozen_by FROM accounts WHERE account_id = @account", new { account = person.AccountId },
            CancellationToken.None));
        Assert.Equal(1, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM holds WHERE account_id = @account AND reason = 'frozen' AND until_at IS NULL",
            new { account = person.AccountId }, CancellationToken.None));
        Assert.Equal((410, "expired"), Short(await _house.Post("/v1/objections", new { token = link })));
        Assert.Equal(423, (await _house.Post("/v1/recoveries", null, await person.ReachesSecondStep())).Status);
    }

    [Fact]
    public async Task FreezesAccount_WhenResetIsCompleteAlready()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        await reset.MeetsEverything();
        Assert.Equal("completed", (await reset.Submits()).Text("state"));
        _house.Clock.Advance(TimeSpan.FromDays(6));

        var objected = await _house.Post("/v1/objections", new { token = await reset.ObjectionTokenAt(person.Email) });

        Assert.Equal((200, false), (objected.Status, objected["case_stopped"]!.GetValue<bool>()));
        Assert.Equal(423, (await _house.Post("/v1/recoveries", null, await person.ReachesSecondStep())).Status);
    }

    [Fact]
    public async Task Refuses_WhenLinkIsTooOldOrNobodys()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        var link = await reset.ObjectionTokenAt(person.Email);
        _house.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        Assert.Equal((410, "expired"), Short(await _house.Post("/v1/objections", new { token = link })));
        Assert.Equal((410, "expired"), Short(await _house.Post("/v1/objections", new { token = reset.Token })));
        Assert.Equal((410, "expired"), Short(await _house.Post("/v1/objections", new { })));
    }

    [Fact]
    public async Task StopsCase_WhenObjectionWindowIsOpen()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("authenticator");
        await reset.MeetsEverything();
        await reset.Submits();
        await reset.IsApproved(1);
        await _house.Post("/v1/objections", new { token = await reset.ObjectionTokenAt(person.Email) });

        await reset.TimePasses(TimeSpan.FromDays(2));

        Assert.Equal("cancelled", await reset.State());
        Assert.Equal(1, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM factors WHERE account_id = @account AND kind = 'authenticator' "
                + "AND state = 'active'", new { account = person.AccountId }, CancellationToken.None));
    }

    [Fact]
    public async Task EveryStepIsRefused_WhenAccountIsFrozenMeanwhile()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        var requirement = await reset.Requirement("email_code");
        await reset.Receives("email_code");
        await person.IsFrozen(Server.Accounts.FrozenBy.Integrator);

        Assert.Equal((423, "account_frozen"), Short(await reset.Chooses("phone")));
        Assert.Equal((423, "account_frozen"), Short(await reset.Post("/codes", new { requirement })));
        Assert.Equal((423, "account_frozen"), Short(await reset.Post("/proofs", new { requirement, code = "123456" })));
        Assert.Equal((423, "account_frozen"), Short(await reset.Submits()));

        await reset.TimePasses(TimeSpan.Zero);
        Assert.Equal("cancelled", await reset.State());
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
