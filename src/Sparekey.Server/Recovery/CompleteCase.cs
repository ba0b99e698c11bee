using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;
using Sparekey.Server.Factors;
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

    private async Task<string?> Carry(LoadedCase hand, CompleteOutcome.Completed done, CancellationToken cancellation)
    {
        var (account, completion, now) = (hand.Case.AccountId, done.Completion, clock.GetUtcNow());
        var change = new Change();
        var held = await holds.Of(account, cancellation);
        var hold = holds.Place(change, account, HoldReason.SecurityReset, completion.HoldFor, held);
        // What its holder is told is when withdrawals begin again, and an older hold may last longer.
        var after = done.Case with { Outcome = done.Case.Outcome! with { HoldUntil = HoldRules.Withdrawals([.. held, hold], now).Until ?? hold.Until } };
        // The save is the lock at the finish: it is lost when the account is frozen or the case was stopped.
        store.Save(change, hand, after)
            .Record(new AuditEvent(account, EventKind.RecoveryCompleted, Actor.Server, Subject: hand.Case.CaseId.ToString()));
        foreach (var lost in completion.Remove.Where(thing => thing != LostThing.Email))
        {
            var kind = Core.WireName.Of(lost);
            FactorRemoval.RemoveKind(change, account, kind)
                .Record(new AuditEvent(account, EventKind.FactorRemoved, Actor.Server, Details: new Dictionary<string, string> { ["kind"] = kind }));
        }
        if (completion.VoidRecoveryCodes) FactorRemoval.RemoveKind(change, account, Core.WireName.Of(LostThing.RecoveryCode));
        bindings.Bind(change, hand, completion, now);
        FactorRemoval.CleanUp(change, account);
        SessionStore.EndAll(change, account, now);
        change.Record(new AuditEvent(account, EventKind.SessionsEnded, Actor.Server));
        evidence.Follow(change, await evidence.Of(hand, cancellation), after);
        // Every old address, with a link; the new ones are told by what binds them.
        notices.Tell(change, hand.Account, after, News.Completed);
        return await database.CommitNamed(change, cancellation);
    }
}
