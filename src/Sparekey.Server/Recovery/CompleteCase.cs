using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Recovery;

/// <summary>Carries a reset out: everything that <see cref="Completion"/> says, in one change or not at all. The server's own: nobody calls it.</summary>
public sealed class CompleteCase(Database database, RecoveryStore store, CaseEvidence evidence, EndCase end, CaseNotices notices, NewBindings bindings, HoldStore holds, TimeProvider clock)
{
    private const int Retries = 3;

    /// <summary>Completes the case if it is due, and says where it is then; null where there is none.</summary>
    public async Task<CaseState?> Run(AccountId account, CaseId @case, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Retries; attempt++)
        {
            if (await store.Load(account, @case, cancellation) is not { } hand) return null;
            if (RecoveryRules.Complete(hand.Case, hand.Account.Facts, clock.GetUtcNow()) is not CompleteOutcome.Completed done) return hand.Case.State;
            switch (await Carry(hand, done, cancellation))
            {
                case null: return CaseState.Completed;
                case NewBindings.Taken:
                    // Somebody else has opened an account with the new address meanwhile: the holder names another one in a new case.
                    return (await end.Run(
                        () => store.Load(account, @case, cancellation),
                        late => RecoveryRules.Cancel(late.Case, CancelCause.AddressTaken, clock.GetUtcNow()) is CancelOutcome.Cancelled cancelled ? cancelled.Case : null,
                        News.Cancelled, EventKind.RecoveryCancelled, Actor.Server, null, cancellation))?.State;
            }
        }
        return null;
    }

    private async Task<string?> Carry(CaseInHand hand, CompleteOutcome.Completed done, CancellationToken cancellation)
    {
        var (account, completion, now) = (hand.Case.AccountId, done.Completion, clock.GetUtcNow());
        // The save is the lock at the finish: it is lost when the account is frozen or the case was stopped.
        var change = store.Save(new Change(), hand, done.Case)
            .Record(new AuditEvent(account, EventKind.RecoveryCompleted, Actor.Server, Subject: hand.Case.CaseId.ToString()));
        foreach (var lost in completion.Remove.Where(thing => thing != LostThing.Email))
        {
            var kind = Core.WireName.Of(lost);
            // Those on the way in too: a set-up that was begun before belongs to whoever had the session.
            change.Add("UPDATE factors SET state = 'removed', secret_sealed = NULL WHERE account_id = @account AND kind = @kind AND state <> 'removed'", new { account, kind })
                .Record(new AuditEvent(account, EventKind.FactorRemoved, Actor.Server, Details: new Dictionary<string, string> { ["kind"] = kind }));
        }
        if (completion.VoidRecoveryCodes)
            change.Add("UPDATE recovery_codes SET used_at = @now WHERE account_id = @account AND used_at IS NULL", new { account, now })
                .Add("UPDATE factors SET state = 'removed' WHERE account_id = @account AND kind = 'recovery_code' AND state <> 'removed'", new { account });
        bindings.Bind(change, hand, completion, now);
        SessionStore.EndAll(change, account, now);
        change.Record(new AuditEvent(account, EventKind.SessionsEnded, Actor.Server));
        holds.Place(change, account, HoldReason.SecurityReset, completion.HoldFor, await holds.Of(account, cancellation));
        evidence.Follow(change, await evidence.Of(hand, cancellation), done.Case);
        // Every old address, with a link; the new ones are told by what binds them.
        notices.Tell(change, hand.Account, done.Case, News.Completed);
        return await database.Commit(change, cancellation);
    }
}
