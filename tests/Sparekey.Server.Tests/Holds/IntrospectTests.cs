using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class IntrospectTests : IAsyncLifetime
{
    private House _house = null!;
    private Person _person = null!;
    private string _key = "";

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
        _key = (await _house.AddsIntegrator()).Key;
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private Task<House.Reply> Asks(string token) => _house.Post("/v1/sessions/introspect", new { token }, _key);

    private string Expected => $$"""{"active":true,"account_id":"{{_person.AccountId}}","acr":"urn:sparekey:aal1","amr":["pwd"],"auth_time":"2026-03-02T09:00:00.000Z","expires_at":"2026-03-02T21:00:00.000Z"}""";

    [Fact]
    public async Task TellsWhoseSessionItIs() => Assert.Equal(Expected, (await Asks(_person.Session)).Raw);

    [Fact]
    public async Task TellsHoldersTheirOwn() => Assert.Equal(Expected, (await _house.Get("/v1/sessions/current", _person.Session)).Raw);

    [Fact]
    public async Task TellsNothingElse_WhenTokenIsNoLiveSession()
    {
        const string Inactive = """{"active":false}""";
        Assert.Equal(Inactive, (await Asks("nonsense")).Raw);
        Assert.Equal(Inactive, (await Asks(_key)).Raw);
        Assert.Equal(Inactive, (await Asks(new string('A', 64))).Raw);

        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(Inactive, (await Asks(_person.Session)).Raw);
    }

    [Fact]
    public async Task CountsAsUse()
    {
        for (var i = 0; i < 4; i++)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(Expected, (await Asks(_person.Session)).Raw);
        }
    }

    [Fact]
    public async Task Refuses_WhenCallerIsNoIntegrator() =>
        Assert.Equal("api_key_required", (await _house.Post("/v1/sessions/introspect", new { token = _person.Session }, _person.Session)).Code);
}
