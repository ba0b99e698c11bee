using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Sessions;

public sealed class SessionsTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ListsEverySession_ThisOneFirst()
    {
        var person = await Person.Opens(_house);
        var other = await SignsIn(person);

        var list = (await _house.Get("/v1/account/sessions", person.Session))["sessions"]!.AsArray();

        Assert.Equal(2, list.Count);
        Assert.Equal([true, false], list.Select(s => s!["current"]!.GetValue<bool>()));
        Assert.Equal(("Firefox on Linux", "127.0.0.0/24", "urn:sparekey:aal1"),
            (list[0]!["device"]!.GetValue<string>(), list[0]!["network"]!.GetValue<string>(),
                list[0]!["acr"]!.GetValue<string>()));
        Assert.DoesNotContain(other, list.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsOne()
    {
        var person = await Person.Opens(_house);
        var other = await SignsIn(person);
        var id = await IdOf(other);

        Assert.Equal(200, (await _house.Delete($"/v1/account/sessions/{id}", person.Session)).Status);

        Assert.Equal(401, (await _house.Get("/v1/account/sessions", other)).Status);
        Assert.Equal(404, (await _house.Delete($"/v1/account/sessions/{id}", person.Session)).Status);
        Assert.Equal(404, (await _house.Delete("/v1/account/sessions/x", person.Session)).Status);
    }

    [Fact]
    public async Task EndsNothingOfAnotherAccount()
    {
        var (ada, bob) = (await Person.Opens(_house), await Person.Opens(_house));

        Assert.Equal(404, (await _house.Delete($"/v1/account/sessions/{await IdOf(bob.Session)}", ada.Session)).Status);

        Assert.Equal(200, (await _house.Get("/v1/account/sessions", bob.Session)).Status);
    }

    [Fact]
    public async Task EndsAllOthers_AndHalfFinishedSignIns()
    {
        var person = await Person.Opens(_house);
        var other = await SignsIn(person);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var session = (await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() },
            person.Session))["session"]!["token"]!.GetValue<string>();

        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", session)).Status);

        Assert.Equal(401, (await _house.Get("/v1/account/sessions", other)).Status);
        Assert.Equal("expired", (await _house.Answers(flow, app.FactorId, app.Code(1))).Code);
        Assert.Single((await _house.Get("/v1/account/sessions", session))["sessions"]!.AsArray());
    }

    [Fact]
    public async Task SignsOut()
    {
        var person = await Person.Opens(_house);

        Assert.Equal(200, (await _house.Delete("/v1/account/sessions/current", person.Session)).Status);

        Assert.Equal(401, (await _house.Get("/v1/account/sessions", person.Session)).Status);
    }

    [Fact]
    public async Task Ends_WhenIdleOrTooOld()
    {
        var person = await Person.Opens(_house);
        for (var quarter = 1; quarter < 52; quarter++)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(14));
            var alive = 14 * quarter < 12 * 60;
            Assert.Equal(alive ? 200 : 401, (await _house.Get("/v1/account/sessions", person.Session)).Status);
        }

        var idle = await SignsIn(person);
        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(401, (await _house.Get("/v1/account/sessions", idle)).Status);
    }

    private async Task<string> IdOf(string session) =>
        (await _house.Get("/v1/account/sessions", session))["sessions"]![0]!["session_id"]!.GetValue<string>();

    private static async Task<string> SignsIn(Person person) =>
        (await person.BeginsSignIn())["session"]!["token"]!.GetValue<string>();
}
