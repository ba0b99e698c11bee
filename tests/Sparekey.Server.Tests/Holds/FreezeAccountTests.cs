using Sparekey.Core.Accounts;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

public sealed class FreezeAccountTests : IntegratorTest
{
    private Task<House.Reply> Freezes(string reason = "stolen phone reported") => House.Post(
        $"/v1/accounts/{Holder.AccountId}/freeze", new { reason }, Key);

    private Task<House.Reply> Unfreezes() => House.Post($"/v1/accounts/{Holder.AccountId}/unfreeze", null, Key);

    private async Task<string> Holds() => (await House.Get($"/v1/accounts/{Holder.AccountId}/holds", Key)).Raw;

    [Fact]
    public async Task HoldsWithoutEndAndEndsSessions()
    {
        var reply = await Freezes();

        Assert.Equal(
            $$"""{"account_id":"{{Holder.AccountId}}","frozen":true,""" +
            "\"frozen_at\":\"2026-03-02T09:00:00.000Z\",\"frozen_by\":\"integrator\"}",
            reply.Raw);
        Assert.Matches(
            """^\{"account_id":"[0-9a-f]{32}","withdrawals":\{"blocked":true,"reasons":\[""" +
            """\{"hold_id":"[0-9a-f]{32}","reason":"frozen","from":"2026-03-02T09:00:00.000Z"\}\]\}\}$""",
            await Holds());
        Assert.Equal(401, (await House.Get("/v1/sessions/current", Holder.Session)).Status);
    }

    [Fact]
    public async Task ChangesNothing_WhenAskedAgain()
    {
        await Freezes();
        var (holds, told) = (await Holds(), (await House.Inbox(Holder.Email)).Count);
        House.Clock.Advance(TimeSpan.FromHours(1));

        var again = await Freezes("asked again");

        Assert.Equal("2026-03-02T09:00:00.000Z", again.Text("frozen_at"));
        Assert.Equal(holds, await Holds());
        Assert.Equal(told, (await House.Inbox(Holder.Email)).Count);
    }

    // The caller may repeat the request after a 503, given because the standby did not have the change. A repetition
    // that only reads would not wait for the standby.
    [PostgresFact]
    [Trait("Engine", "PostgreSQL")]
    public async Task WaitsForTheStandbyAgain_WhenAskedAgain()
    {
        await Freezes();
        var before = await Version();

        Assert.Equal(200, (await Freezes("asked again")).Status);

        Assert.NotEqual(before, await Version());

        Task<string?> Version() => House.Database.One<string>(
            "SELECT CAST(xmin AS TEXT) FROM accounts WHERE account_id = @account", new { account = Holder.AccountId },
            CancellationToken.None);
    }

    [Fact]
    public async Task HoldsOnce_WhenAskedManyTimesAtOnce()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Freezes()));

        Assert.All(replies, r => Assert.Equal(200, r.Status));
        Assert.Equal(1, await House.Database.One<long>("SELECT COUNT(*) FROM holds WHERE account_id = @a",
            new { a = Holder.AccountId }, CancellationToken.None));
        Assert.Equal(1, await House.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @a AND kind = 'account.frozen'",
            new { a = Holder.AccountId }, CancellationToken.None));
    }

    [Fact]
    public async Task TellsOwnerOnEveryAddress()
    {
        var (account, phone) = (new AccountId(Guid.ParseExact(Holder.AccountId, "N")), new FactorId(Guid.ParseExact(
            "0123456789abcdef0123456789abcdef", "N")));
        await House.Database.Commit(Change.OfNobody().Add(
            """
            INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at)
              VALUES (@account, @phone, 'phone', 'active', '', '', @number, 0, 0)
            """,
            new { account, phone, number = House.Get<FactorSecrets>().Seal(account, phone, "+84901234521"u8) }),
                CancellationToken.None);

        await Freezes();

        Assert.Equal("Sparekey has frozen your account", (await House.Inbox(Holder.Email))[0].Subject);
        Assert.Equal("Sparekey has frozen your account. Withdrawals are off and every session has ended.",
            (await House.Inbox(
                "+84901234521"))[0].Text);
    }

    [Fact]
    public async Task TakesOverTheOwnersFreeze()
    {
        await House.Database.Commit(
            Change.OfNobody()
                .Add("UPDATE accounts SET frozen_at = @now, frozen_by = 'owner'",
                    new { now = House.Clock.GetUtcNow() }),
            CancellationToken.None);
        House.Clock.Advance(TimeSpan.FromHours(1));

        var reply = await Freezes();

        Assert.Equal(("2026-03-02T09:00:00.000Z", "integrator"), (reply.Text("frozen_at"), reply.Text("frozen_by")));
    }

    [Fact]
    public async Task Lifts_FreezeAndItsHoldOnly()
    {
        await House.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO holds (account_id, hold_id, reason, starts_at, until_at) "
                + "VALUES (@account, '0123456789abcdef0123456789abcdef', 'security_reset', @now, @until)",
            new
            {
                account = Holder.AccountId, now = House.Clock.GetUtcNow(), until = House.Clock.GetUtcNow().AddHours(48),
            }),
                CancellationToken.None);
        await Freezes();

        var lifted = await Unfreezes();
        await Unfreezes();

        Assert.False(lifted["frozen"]!.GetValue<bool>());
        Assert.Contains("\"reasons\":[{\"hold_id\":\"0123456789abcdef0123456789abcdef\"", await Holds());
        Assert.DoesNotContain("\"frozen\"", await Holds());
        Assert.Single((await House.Inbox(Holder.Email)), m => m.Subject == "Your Sparekey account is no longer frozen");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public async Task Refuses_WhenReasonIsMissingOrNoLine(string reason)
    {
        var reply = await Freezes(reason);

        Assert.Equal((400, "A reason has 1 to 100 characters."),
            (reply.Status, reply["errors"]!["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task FindsNothing_WhenAccountIsUnknown()
    {
        Assert.Equal(404, (await House.Post("/v1/accounts/00000000000000000000000000000000/freeze", new { reason =
            "x" }, Key)).Status);
        Assert.Equal(404,
            (await House.Post("/v1/accounts/00000000000000000000000000000000/unfreeze", null, Key)).Status);
    }
}
