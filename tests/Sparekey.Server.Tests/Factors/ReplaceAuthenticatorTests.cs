using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class ReplaceAuthenticatorTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task OldOneWorks_UntilNewOneIsConfirmed()
    {
        var person = await Person.Opens(_house);
        var old = await person.SetsUpAuthenticator();
        await person.BeginsAuthenticator("New", old);

        await person.SignsInWith(old);

        Assert.Empty((await person.LooksAtAccount())["holds"]!.AsArray());
    }

    [Fact]
    public async Task OldKeyNeverWorksAfter()
    {
        var person = await Person.Opens(_house);
        var old = await person.SetsUpAuthenticator();
        var openSignIn = await person.ReachesSecondStep();
        var replacement = await person.SetsUpAuthenticator("New", old);

        // The old code works neither in a flow that was open before, nor in a new flow, nor under the id of the new
        // factor; neither now nor later.
        foreach (var wait in new[] { 0, 30, 3600 })
        {
            _house.Clock.Advance(TimeSpan.FromSeconds(wait));
            if (wait < 3600)
                Assert.Equal(404,
                    (await _house.Post("/v1/sign-in/answers", new { factor_id = old.FactorId, code = old.Code() },
                        openSignIn)).Status);
            var signIn = await person.ReachesSecondStep();
            Assert.Equal(404,
                (await _house.Post("/v1/sign-in/answers", new { factor_id = old.FactorId, code = old.Code() },
                    signIn)).Status);
            if (!new[] { -1, 0, 1 }.Any(step => replacement.Code(step) == old.Code()))
                Assert.Equal(422, (await _house.Post(
                    "/v1/sign-in/answers", new
                    {
                        factor_id = replacement.FactorId, code = old.Code(),
                    }, signIn)).Status);
        }
        Assert.Null(await _house.Database.One<byte[]>("SELECT secret_sealed FROM factors WHERE factor_id = @FactorId",
            new { old.FactorId }, CancellationToken.None));
        await person.SignsInWith(replacement);
        Assert.Single((await person.LooksAtAccount())["factors"]!.AsArray());
    }

    [Fact]
    public async Task HoldsWithdrawalsAndTellsEveryAddress()
    {
        var person = await Person.Opens(_house);
        var old = await person.SetsUpAuthenticator("Old phone");
        await person.ConfirmsPhone();
        await person.SetsUpAuthenticator("New phone", old);

        var account = await person.LooksAtAccount();

        var hold = account["holds"]![0]!;
        Assert.Equal("factor_changed", hold["reason"]!.GetValue<string>());
        Assert.Equal(TimeSpan.FromHours(24),
            DateTimeOffset.Parse(hold["until"]!.GetValue<string>())
                - DateTimeOffset.Parse(hold["from"]!.GetValue<string>()));
        Assert.True(account["withdrawals"]!["blocked"]!.GetValue<bool>());
        Assert.Contains("“Old phone” was replaced by", (await _house.Inbox(person.Email))[0].Text);
        Assert.Contains("“Old phone” was replaced by", (await _house.Inbox(Journeys.Factors.Number))[0].Text);
    }

    [Fact]
    public async Task Refuses_WhenTheOldOneIsAnotherAccounts()
    {
        var person = await Person.Opens(_house);
        var stranger = await Person.Opens(_house);
        var theirs = await stranger.SetsUpAuthenticator();

        var begun = await _house.Post("/v1/account/authenticators", new { name = "New", replaces = theirs.FactorId },
            person.Session);

        Assert.Equal(404, begun.Status);
        await stranger.SignsInWith(theirs);
    }
}
