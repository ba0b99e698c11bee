using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

public sealed class ProveCodeTests : IAsyncLifetime
{
    private readonly Overlap _overlap = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(heard: _overlap.Hear);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    // The case is loaded by its token, and is resumed elsewhere before the code is charged.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OldTokenChargesNothing_WhenTheResetIsResumedMeanwhile(bool isRight)
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("phone")).Status);
        var requirement = await reset.Requirement("email_code");
        var code = await reset.Receives("email_code");
        House.Reply? resumed = null;
        _overlap.Before("UPDATE codes SET tries", async () => resumed = await _house.Post(
            "/v1/recoveries/resume", new { resume_code = reset.ResumeCode }));

        var proven = await reset.Post("/proofs", new { requirement, code = isRight ? code : "not it" });

        Assert.Equal((410, "expired"), Short(proven));
        Assert.Equal(0, await _house.Database.One<long>(
            "SELECT tries FROM codes WHERE account_id = @account AND purpose = 'recovery'",
            new { account = person.Id() }, CancellationToken.None));
        reset.Token = resumed!.Text("recovery");
        Assert.Equal(200, (await reset.Proves("email_code", code)).Status);
    }

    [Fact]
    public async Task RefusesTheRightCode_WhenItsNewAddressBelongsToAnotherAccountByNow()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("email")).Status);
        var code = await reset.Receives("new_email_code");
        await Person.Opens(_house, reset.NewEmail);

        Assert.Equal((422, "wrong_code"), Short(await reset.Proves("new_email_code", code)));
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
