using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class IntrospectTests : IntegratorTest
{
    private Task<House.Reply> Asks(string token) => House.Post("/v1/sessions/introspect", new { token }, Key);

    private string Expected =>
        $$"""{"active":true,"account_id":"{{Holder.AccountId}}","acr":"urn:sparekey:aal1","amr":["pwd"],""" +
        "\"auth_time\":\"2026-03-02T09:00:00.000Z\",\"expires_at\":\"2026-03-02T21:00:00.000Z\"}";

    [Fact]
    public async Task TellsWhoseSessionItIs() => Assert.Equal(Expected, (await Asks(Holder.Session)).Raw);

    [Fact]
    public async Task TellsHoldersTheirOwn() =>
        Assert.Equal(Expected, (await House.Get("/v1/sessions/current", Holder.Session)).Raw);

    [Fact]
    public async Task TellsNothingElse_WhenTokenIsNoLiveSession()
    {
        const string Inactive = """{"active":false}""";
        Assert.Equal(Inactive, (await Asks("nonsense")).Raw);
        Assert.Equal(Inactive, (await Asks(Key)).Raw);
        Assert.Equal(Inactive, (await Asks(new string('A', 64))).Raw);

        House.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(Inactive, (await Asks(Holder.Session)).Raw);
    }

    [Fact]
    public async Task CountsAsUse()
    {
        for (var i = 0; i < 4; i++)
        {
            House.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(Expected, (await Asks(Holder.Session)).Raw);
        }
    }

    [Fact]
    public async Task Refuses_WhenCallerIsNoIntegrator() =>
        Assert.Equal("api_key_required",
            (await House.Post("/v1/sessions/introspect", new { token = Holder.Session }, Holder.Session)).Code);
}
