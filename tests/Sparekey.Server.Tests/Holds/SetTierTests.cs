using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class SetTierTests : IAsyncLifetime
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

    private Task<House.Reply> Sets(object body) => _house.Put($"/v1/accounts/{_person.AccountId}/tier", body, _key);

    [Fact]
    public async Task SetsAndRecordsOnce()
    {
        Assert.Equal("vip_2", (await Sets(new { tier = "vip_2" })).Text("tier"));
        await Sets(new { tier = "vip_2" });

        var details = await _house.Database.List<string>("SELECT details FROM audit_events WHERE account_id = @a AND kind = 'account.tier_changed'", new { a = _person.AccountId }, CancellationToken.None);
        Assert.Equal(["""{"from":"basic","to":"vip_2"}"""], details);
    }

    [Theory]
    [InlineData("")]
    [InlineData("VIP")]
    [InlineData("vip\n")]
    [InlineData("vip two")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx")]
    public async Task Refuses_WhenTierIsNoName(string tier) => Assert.Equal("invalid_request", (await Sets(new { tier })).Code);

    [Fact]
    public async Task Refuses_WhenTierIsMissingOrMistyped()
    {
        Assert.Equal(400, (await Sets(new { })).Status);
        Assert.Equal(400, (await Sets(new { tier = new[] { "vip" } })).Status);
    }
}
