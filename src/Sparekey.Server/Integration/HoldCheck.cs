using Dapper;
using Microsoft.AspNetCore.Mvc;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Holds;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Integration;

/// <summary>
/// Says whether withdrawals of an account are blocked. Integrators call before each withdrawal: one round trip looks up
/// the key, the account and its holds.
/// </summary>
public sealed class HoldCheck(Database database, Integrators integrators, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.NotFound);

    public sealed record View(string AccountId, WithdrawalsView Withdrawals);

    /// <param name="Until">When the last hold ends; left out when nothing blocks, and when a hold has no end.</param>
    /// <param name="Reasons">The holds that block now, longest first.</param>
    public sealed record WithdrawalsView(bool Blocked, DateTimeOffset? Until, IReadOnlyList<HoldView> Reasons);

    /// <param name="Reason"><c>security_reset</c>, <c>factor_changed</c>, <c>frozen</c> or <c>integrator</c>.</param>
    public sealed record HoldView(string HoldId, string Reason, DateTimeOffset From, DateTimeOffset? Until);

    public static async Task<IResult> Handle(
        [FromRoute(Name = "account_id")] string accountId, ApiKey key, HoldCheck check,
        CancellationToken cancellation) =>
        HttpReply.Of(await check.Run(accountId, key, cancellation));

    // One row for each hold; one row without a hold when nothing blocks.
    private sealed record Row
    {
        public bool Integrator { get; init; }
        public AccountId? AccountId { get; init; }
        public HoldId? HoldId { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset? StartsAt { get; init; }
        public DateTimeOffset? UntilAt { get; init; }

        public Hold ToHold(AccountId account) =>
            new(HoldId!.Value, account, WireName.Parse<HoldReason>(Reason!), StartsAt!.Value, UntilAt);
    }

    private const string Sql =
        """
        SELECT EXISTS (SELECT 1 FROM integrators WHERE key_hash = @keyHash AND revoked_at IS NULL) AS integrator,
               a.account_id, h.hold_id, h.reason, h.starts_at, h.until_at
        FROM (SELECT 1 AS one) AS asked
        LEFT JOIN accounts a ON a.account_id = @account
        LEFT JOIN holds h ON h.account_id = @account AND h.ended_at IS NULL
          AND (h.until_at IS NULL OR h.until_at > @now)
        """;

    public async Task<Reply<View>> Run(string accountId, ApiKey key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isId = AccountPath.TryParse(accountId, out var account);
        var rows = await database.ReadBatched(
            Sql,
            new { keyHash = integrators.HashOf(key.Text), account, now },
            results => results.Read<Row>().AsList(),
            cancellation);
        if (!rows[0].Integrator) return Refusals.ApiKeyRequired;
        if (!isId || rows[0].AccountId is null) return Refusals.NotFound;

        var holds = rows.Where(row => row.HoldId is not null).Select(row => row.ToHold(account));
        var state = HoldRules.Withdrawals(holds, now);
        var reasons = state.Reasons.Select(hold => new HoldView(
            hold.HoldId.ToString(), WireName.Of(hold.Reason), hold.From, hold.Until));
        return new View(account.ToString(), new WithdrawalsView(state.Blocked, state.Until, [.. reasons]));
    }
}
