using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Sessions;

/// <summary>The end of all other sessions also ends codes that were sent before.</summary>
public sealed class SentCodesTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ProveNothingInAReset()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("authenticator")).Status);
        var code = await reset.Receives("email_code");

        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", person.Session)).Status);

        Assert.Equal((409, "code_already_used"), Short(await reset.Proves("email_code", code)));
    }

    [Fact]
    public async Task StepNobodyUp()
    {
        var person = await Person.Opens(_house);
        var phone = await person.ConfirmsPhone();
        Assert.Equal(202, (await _house.Post("/v1/account/step-up/codes", new { factor_id = phone, channel = "sms" },
            person.Session)).Status);
        var code = await _house.CodeSentTo(Journeys.Factors.Number);

        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", person.Session)).Status);

        Assert.Equal((409, "code_already_used"),
            Short(await _house.Post("/v1/account/step-up", new { factor_id = phone, code }, person.Session)));
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
