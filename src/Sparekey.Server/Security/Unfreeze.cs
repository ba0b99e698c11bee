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

/// <summary>The owner lifts the freeze that the owner placed. It takes two factors, and withdrawals stay held for a while: whoever froze it saw somebody at work.</summary>
public sealed class Unfreeze(Database database, FactorChanges changes, Notices notices, TimeProvider clock)
{
    public static async Task<IResult> Handle(Unfreeze unfreeze, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await unfreeze.Run(holder, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        if (!Acr.HasTwoFactors(holder.Acr)) return Refusals.StepUpRequired;
        var now = clock.GetUtcNow();
        var account = await database.Read(AccountRecord.Sql, new { account = holder.Account, now }, rows => AccountRecord.Read(holder.Account, rows), cancellation);
        if (account.Own.FrozenAt is null) return Refusals.NotFrozen;
        if (account.Own.FrozenBy != WireName.Of(FrozenBy.Owner)) return Refusals.FrozenByService;

        var change = Change.Of(holder.Account, visitor)
            .Claim(Refusals.NotFrozen, "UPDATE accounts SET frozen_at = NULL, frozen_by = NULL WHERE account_id = @Account AND frozen_by = 'owner'", new { holder.Account })
            .Require(Refusals.StepUpRequired, "SELECT 1 FROM sessions WHERE account_id = @Account AND session_id = @Session AND ended_at IS NULL", new { holder.Account, holder.Session })
            .Record(new AuditEvent(holder.Account, EventKind.AccountUnfrozen, Actor.Owner));
        HoldStore.EndFreeze(change, holder.Account, now);
        notices.Tell(change, account, Accounts.Letters.Unfrozen(visitor, now, changes.Hold(change, account)));
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
