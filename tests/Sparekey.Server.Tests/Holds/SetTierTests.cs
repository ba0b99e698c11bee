using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class SetTierTests : IntegratorTest
{
    private Task<House.Reply> Sets(object body) => House.Put($"/v1/accounts/{Holder.AccountId}/tier", body, Key);

    [Fact]
    public async Task SetsAndRecordsOnce()
    {
        Assert.Equal("vip_2", (await Sets(new { tier = "vip_2" })).Text("tier"));
        await Sets(new { tier = "vip_2" });

        var details = await House.Database.List<string>(
            "SELECT details FROM audit_events WHERE account_id = @a AND kind = 'account.tier_changed'",
            new { a = Holder.AccountId }, CancellationToken.None);
        Assert.Equal(["""{"from":"basic","to":"vip_2"}"""], details);
    }

    [Theory]
    [InlineData("")]
    [InlineData("VIP")]
    [InlineData("vip\n")]
    [InlineData("vip two")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx")]
    public async Task Refuses_WhenTierIsNoName(string tier) =>
        Assert.Equal("invalid_request", (await Sets(new { tier })).Code);

    [Fact]
    public async Task Refuses_WhenTierIsMissingOrMistyped()
    {
        Assert.Equal(400, (await Sets(new { })).Status);
        Assert.Equal(400, (await Sets(new { tier = new[] { "vip" } })).Status);
    }
}
