using Sparekey.Core.Holds;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class HoldCheckTests : IntegratorTest
{
    private Task<House.Reply> Asks(string? key = null) =>
        House.Get($"/v1/accounts/{Holder.AccountId}/holds", key ?? Key);

    private Task<Refusal?> Place(string hold, string reason,
        TimeSpan? length) => House.Database.Commit(Change.OfNobody().Add(
        "INSERT INTO holds (account_id, hold_id, reason, starts_at, until_at) "
            + "VALUES (@account, @hold, @reason, @now, @until)",
        new
        {
            account = Holder.AccountId, hold, reason, now = House.Clock.GetUtcNow(),
            until = House.Clock.GetUtcNow() + length,
        }),
            CancellationToken.None);

    [Fact]
    public async Task SaysNotBlocked_WhenNothingHolds()
    {
        var reply = await Asks();

        Assert.Equal(200, reply.Status);
        Assert.Equal($$$"""{"account_id":"{{{Holder.AccountId}}}","withdrawals":{"blocked":false,"reasons":[]}}""",
            reply.Raw);
    }

    [Fact]
    public async Task SaysUntilWhenAndWhy_WhileHeld()
    {
        await Place("0123456789abcdef0123456789abcdef", "security_reset", HoldRules.AfterReset);
        await Place("1123456789abcdef0123456789abcdef", "factor_changed", HoldRules.AfterFactorChange);

        Assert.Equal(
            $$$"""{"account_id":"{{{Holder.AccountId}}}","withdrawals":{"blocked":true,""" +
            "\"until\":\"2026-03-04T09:00:00.000Z\",\"reasons\":[" +
            """{"hold_id":"0123456789abcdef0123456789abcdef","reason":"security_reset",""" +
            "\"from\":\"2026-03-02T09:00:00.000Z\",\"until\":\"2026-03-04T09:00:00.000Z\"}," +
            """{"hold_id":"1123456789abcdef0123456789abcdef","reason":"factor_changed",""" +
            "\"from\":\"2026-03-02T09:00:00.000Z\",\"until\":\"2026-03-03T09:00:00.000Z\"}]}}",
            (await Asks()).Raw);

        House.Clock.Advance(TimeSpan.FromHours(48));
        Assert.False((await Asks())["withdrawals"]!["blocked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task MakesOneRoundTrip()
    {
        await Asks();
        // The outbox makes round trips of its own after the message of the registration.
        await House.Get<Outbox>().StopAsync(CancellationToken.None);
        var before = House.Database.RoundTrips;

        await Asks();

        Assert.Equal(1, House.Database.RoundTrips - before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task TellsNothing_WithoutValidKey(string key)
    {
        await Place("0123456789abcdef0123456789abcdef", "security_reset", HoldRules.AfterReset);

        var reply = await Asks(key);

        Assert.Equal((401, "api_key_required"), (reply.Status, reply.Code));
        Assert.DoesNotContain("security_reset", reply.Raw);
    }

    [Fact]
    public async Task Refuses_WhenTokenIsAHoldersSession() =>
        Assert.Equal("api_key_required", (await Asks(Holder.Session)).Code);

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("nobody")]
    [InlineData("0123456789ABCDEF")]
    public async Task FindsNothing_WhenAccountIsUnknown(string account)
    {
        var reply = await House.Get($"/v1/accounts/{account}/holds", Key);

        Assert.Equal((404, "not_found"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Refuses_WhenKeyWasRevoked()
    {
        var integrators = House.Get<Server.Integration.Integrators>();
        var added = await House.AddsIntegrator();
        Assert.Equal(200, (await Asks(added.Key)).Status);

        await integrators.Revoke(added.Id.ToString(), CancellationToken.None);
        await integrators.Revoke(added.Id.ToString(), CancellationToken.None);

        Assert.Equal(401, (await Asks(added.Key)).Status);
        Assert.Equal(401,
            (await House.Put($"/v1/accounts/{Holder.AccountId}/tier", new { tier = "vip" }, added.Key)).Status);
        Assert.NotNull((await integrators.List(CancellationToken.None))
            .Single(i => i.IntegratorId == added.Id).RevokedAt);
    }

    [Fact]
    public void KeyIsFortyThreeCharactersAfterItsPrefix() => Assert.Matches("^sk_[A-Za-z0-9_-]{43}$", Key);
}
