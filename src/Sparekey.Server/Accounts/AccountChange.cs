using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Accounts;

/// <summary>Who stopped the account. Only who froze it can lift the freeze.</summary>
public enum FrozenBy { Owner, Integrator }

/// <summary>A frozen account changes nothing. Every change of an account begins with <see cref="Begin"/>: the lock is looked at before the work and again in the commit.</summary>
public static class AccountChange
{
    /// <summary>What the account of this session may not do now; null when it may change.</summary>
    public static Refusal? Refuses(Holder holder) => holder.IsFrozen ? Refusals.Frozen : null;

    /// <summary>
    /// A change by a signed-in holder. Its first claim is lost when the account was frozen meanwhile, when the session has ended, or when the account
    /// got a second factor that this session has not shown.
    /// </summary>
    public static Change By(Holder holder, Visitor visitor) => new Change(visitor)
        .Require("frozen", "SELECT 1 FROM accounts WHERE account_id = @Account AND frozen_at IS NULL", new { holder.Account })
        .Require("session",
            """
            SELECT 1 FROM sessions WHERE account_id = @Account AND session_id = @Session AND ended_at IS NULL
              AND (@two OR NOT EXISTS (SELECT 1 FROM factors f WHERE f.account_id = @Account AND f.state IN ('active', 'disabled') AND f.kind <> 'recovery_code'))
            """,
            new { holder.Account, holder.Session, two = Core.SignIn.Acr.HasTwoFactors(holder.Acr) });

    /// <summary>What a lost claim of <see cref="Begin"/> or <see cref="Notices.Count"/> means; the caller's own refusal for any other.</summary>
    public static Refusal Lost(string claim, Refusal other) => claim switch
    {
        "frozen" => Refusals.Frozen,
        "session" => Refusals.StepUpRequired,
        Notices.TooMany => Refusals.TooManyChanges,
        _ => other,
    };

    /// <summary>Adds the freeze to a change: withdrawals are held without an end, and nothing about the account changes. Freezing twice is once.</summary>
    public static void Place(Change change, HoldStore store, AccountId account, FrozenBy by, IReadOnlyList<Hold> holds, Actor actor, DateTimeOffset now)
    {
        change.Add("UPDATE accounts SET frozen_at = @now, frozen_by = @by WHERE account_id = @account AND frozen_at IS NULL", new { account, now, by = Core.WireName.Of(by) })
            .Record(new AuditEvent(account, EventKind.AccountFrozen, actor));
        store.Place(change, account, HoldReason.Frozen, null, holds);
    }
}
