using Microsoft.AspNetCore.Mvc;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Integration;

/// <summary>
/// The integrator freezes an account: sessions and open flows end, withdrawals stay off without an end, a running reset
/// stops, and the owner is told. A second call changes nothing. A freeze by the owner becomes the integrator's, and the
/// owner alone can no longer lift it.
/// </summary>
public sealed class FreezeAccount(Database database, Notices notices, Randomness random, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.NotFound);

    private const int LongestReason = 100;

    private static readonly string Integrators = WireName.Of(FrozenBy.Integrator);

    /// <param name="Reason">
    /// 1 to 100 characters. The reason is kept in the account's history, where its owner can read it.
    /// </param>
    public sealed record Request(string? Reason);

    /// <param name="FrozenBy"><c>owner</c> or <c>integrator</c>.</param>
    public sealed record View(string AccountId, bool Frozen, DateTimeOffset? FrozenAt, string? FrozenBy);

    public static async Task<IResult> Handle(
        [FromRoute(Name = "account_id")] string accountId, Request request, FreezeAccount freeze, Integrator integrator,
        CancellationToken cancellation) =>
        HttpReply.Of(await freeze.Run(accountId, request, integrator, cancellation));

    internal sealed record Row
    {
        public DateTimeOffset? FrozenAt { get; init; }
        public string? FrozenBy { get; init; }
    }

    internal const string Sql = "SELECT frozen_at, frozen_by FROM accounts WHERE account_id = @account;";

    public async Task<Reply<View>> Run(
        string accountId, Request request, Integrator integrator, CancellationToken cancellation)
    {
        var reason = request.Reason?.Trim();
        if (reason is not { Length: > 0 and <= LongestReason } || reason.Any(char.IsControl))
            return Refusals.Invalid(("reason", "invalid.reason.freeze_account"));
        if (!AccountPath.TryParse(accountId, out var account)) return Refusals.NotFound;

        var now = clock.GetUtcNow();
        var (row, addresses) = await database.Read(
            Sql + Notices.AddressesSql,
            new { account },
            rows => (rows.ReadFirstOrDefault<Row>(), Notices.ReadAddresses(rows)),
            cancellation);
        if (row is null) return Refusals.NotFound;
        if (row.FrozenBy == Integrators) return await Again(account, row, cancellation);

        var change = Change.Of(account)
            .Claim(
                Refusals.MovedOn,
                """
                UPDATE accounts SET frozen_at = COALESCE(frozen_at, @now), frozen_by = @by
                WHERE account_id = @account AND (frozen_by IS NULL OR frozen_by <> @by)
                """,
                new { account, now, by = Integrators })
            .Add(
                """
                INSERT INTO holds (account_id, hold_id, reason, starts_at, until_at)
                SELECT @account, @hold, @reason, @now, NULL
                WHERE NOT EXISTS
                  (SELECT 1 FROM holds WHERE account_id = @account AND reason = @reason AND ended_at IS NULL)
                """,
                new { account, hold = new HoldId(random.NewId(now)), reason = WireName.Of(HoldReason.Frozen), now })
            .Record(new AuditEvent(
                account, EventKind.AccountFrozen, Actor.Integrator, integrator.Id.ToString(),
                Details: new Dictionary<string, string> { ["reason"] = reason }));
        SessionStore.EndAll(change, account, now);
        notices.Tell(change, addresses, IntegrationMessages.Frozen);

        // Only another freeze by the integrator takes the claim away, and then the account is frozen as well.
        var frozen = row with { FrozenAt = row.FrozenAt ?? now };
        return await database.Commit(change, cancellation) is null
            ? ViewOf(account, frozen)
            : await Again(account, frozen, cancellation);
    }

    // The present freeze may be on one machine only: its request was answered with 503, because the standby did not
    // answer (decisions/0011). Writing the row once more waits for the standby. The claim is lost when the freeze was
    // lifted meanwhile.
    private async Task<Reply<View>> Again(AccountId account, Row row, CancellationToken cancellation)
    {
        var change = Change.Of(account).Claim(
            Refusals.Unavailable,
            "UPDATE accounts SET frozen_by = frozen_by WHERE account_id = @account AND frozen_by = @by",
            new { account, by = Integrators });
        return await database.Commit(change, cancellation) is { } lost ? lost : ViewOf(account, row);
    }

    private static View ViewOf(AccountId account, Row row) => new(account.ToString(), true, row.FrozenAt, Integrators);
}
