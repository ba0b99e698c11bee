using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Factors;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Security;

/// <summary>
/// The owner lifts the owner's own freeze. A session with two factors is required, and withdrawals stay held for a
/// while: the freeze was a sign of an attacker.
/// </summary>
public sealed class Unfreeze(Database database, FactorChanges changes, Notices notices, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(200, Problem.AccountFrozen, Problem.NotFrozen);

    public static async Task<IResult> Handle(
        Unfreeze unfreeze, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await unfreeze.Run(holder, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        if (!Acr.HasTwoFactors(holder.Acr)) return Refusals.StepUpRequired;
        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        if (account.Own.FrozenAt is null) return Refusals.NotFrozen;
        var owner = WireName.Of(FrozenBy.Owner);
        if (account.Own.FrozenBy != owner) return Refusals.FrozenByService;

        var change = Change.Of(holder.Account, visitor)
            .Claim(
                Refusals.NotFrozen,
                """
                UPDATE accounts SET frozen_at = NULL, frozen_by = NULL
                WHERE account_id = @Account AND frozen_by = @owner
                """,
                new { holder.Account, owner })
            .Require(
                Refusals.StepUpRequired,
                "SELECT 1 FROM sessions WHERE account_id = @Account AND session_id = @Session AND ended_at IS NULL",
                new { holder.Account, holder.Session })
            .Record(new AuditEvent(holder.Account, EventKind.AccountUnfrozen, Actor.Owner));
        HoldStore.EndFreeze(change, holder.Account, now);
        notices.Tell(change, account, AccountMessages.Unfrozen(visitor, now, changes.Hold(change, account)));
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
