using Dapper;
using Microsoft.AspNetCore.Mvc;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Holds;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Holds;

/// <summary>Whether an account may withdraw. Asked before each withdrawal, so key, account and holds are looked up in one round trip.</summary>
public sealed class HoldCheck(Database database, Integrators integrators, TimeProvider clock)
{
    public sealed record View(string AccountId, WithdrawalsView Withdrawals);

    /// <param name="Until">When the last hold ends; left out where nothing blocks, and where something without an end does.</param>
    /// <param name="Reasons">The holds that block now, longest first.</param>
    public sealed record WithdrawalsView(bool Blocked, DateTimeOffset? Until, IReadOnlyList<HoldView> Reasons);

    /// <param name="Reason"><c>security_reset</c>, <c>factor_changed</c>, <c>frozen</c> or <c>integrator</c>.</param>
    public sealed record HoldView(string HoldId, string Reason, DateTimeOffset From, DateTimeOffset? Until);

    public static async Task<IResult> Handle([FromRoute(Name = "account_id")] string accountId, ApiKey key, HoldCheck check, CancellationToken cancellation) =>
        Answer.With(await check.Run(accountId, key, cancellation));

    private sealed record Known
    {
        public bool Integrator { get; init; }
        public bool Account { get; init; }
    }

    private sealed record Row
    {
        public HoldId HoldId { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset StartsAt { get; init; }
        public DateTimeOffset? UntilAt { get; init; }
    }

    private const string Sql =
        """
        SELECT EXISTS (SELECT 1 FROM integrators WHERE key_hash = @keyHash AND revoked_at IS NULL) AS integrator, EXISTS (SELECT 1 FROM accounts WHERE account_id = @account) AS account;
        SELECT hold_id, reason, starts_at, until_at FROM holds WHERE account_id = @account AND ended_at IS NULL AND (until_at IS NULL OR until_at > @now);
        """;

    public async Task<Reply<View>> Run(string accountId, ApiKey key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isId = AccountPath.TryParse(accountId, out var account);
        var (known, rows) = await database.Read(Sql, new { keyHash = integrators.HashOf(key.Text), account, now },
            results => (results.ReadFirst<Known>(), results.Read<Row>().AsList()), cancellation);
        if (!known.Integrator) return Refusals.ApiKeyRequired;
        if (!isId || !known.Account) return Refusals.NotFound;
        var state = HoldRules.Withdrawals(rows.Select(row => new Hold(row.HoldId, account, WireName.Parse<HoldReason>(row.Reason), row.StartsAt, row.UntilAt)), now);
        return new View(account.ToString(), new WithdrawalsView(state.Blocked, state.Until,
            [.. state.Reasons.Select(hold => new HoldView(hold.HoldId.ToString(), WireName.Of(hold.Reason), hold.From, hold.Until))]));
    }
}
