using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Accounts;

/// <summary>Who froze the account. Only the same party can lift the freeze.</summary>
public enum FrozenBy { Owner, Integrator }

/// <summary>
/// How a holder's change begins. Nothing about a frozen account may change: <see cref="Refuses"/> checks the freeze
/// before the work, <see cref="By"/> checks it again in the commit.
/// </summary>
public static class AccountChange
{
    private static readonly string SessionMayChange =
        $"""
        SELECT 1 FROM sessions
        WHERE account_id = @Account AND session_id = @Session AND ended_at IS NULL
          AND (@two OR NOT {FactorSql.HasSecondFactor("@Account")})
        """;

    /// <summary>The refusal of every change while the account is frozen; null when the account may change.</summary>
    public static Refusal? Refuses(Holder holder) => holder.IsFrozen ? Refusals.Frozen : null;

    /// <summary>A change by a signed-in holder.</summary>
    /// <remarks>
    /// The change is refused with <see cref="Refusals.Frozen"/> when the account was frozen meanwhile, and with
    /// <see cref="Refusals.StepUpRequired"/> when the session has ended, or when the account got a second factor that
    /// this session has not shown.
    /// </remarks>
    public static Change By(Holder holder, Visitor visitor) => Change.Of(holder.Account, visitor)
        .Require(
            Refusals.Frozen,
            "SELECT 1 FROM accounts WHERE account_id = @Account AND frozen_at IS NULL",
            new { holder.Account })
        .Require(
            Refusals.StepUpRequired,
            SessionMayChange,
            new { holder.Account, holder.Session, two = Acr.HasTwoFactors(holder.Acr) });

    /// <summary>
    /// Adds the freeze to a change: withdrawals are held without an end, and nothing about the account changes. A
    /// second freeze changes nothing.
    /// </summary>
    public static void Place(
        Change change, HoldStore store, AccountId account, FrozenBy by, IReadOnlyList<Hold> holds, Actor actor,
        DateTimeOffset now)
    {
        change
            .Add(
                """
                UPDATE accounts SET frozen_at = @now, frozen_by = @by
                WHERE account_id = @account AND frozen_at IS NULL
                """,
                new { account, now, by = WireName.Of(by) })
            .Record(new AuditEvent(account, EventKind.AccountFrozen, actor));
        store.Place(change, account, HoldReason.Frozen, null, holds);
    }
}
