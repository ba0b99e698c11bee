using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Factors;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Completes a case: everything that <see cref="Completion"/> says, in one change or not at all. Only the server calls
/// it.
/// </summary>
public sealed class CompleteCase(
    Database database, RecoveryStore store, CaseEvidence evidence, EndCase end, CaseNotices notices,
    NewBindings bindings, HoldStore holds, TimeProvider clock)
{
    /// <summary>The case waits for objections, and its window has no length.</summary>
    public static bool IsDueAtOnce(RecoveryCase @case) =>
        @case.State == CaseState.Objection && @case.Objection <= TimeSpan.Zero;

    /// <summary>Completes a case that is due at once.</summary>
    /// <returns>
    /// The state afterwards. It is still <c>objection</c> when others were quicker every time; a later run completes
    /// the case.
    /// </returns>
    public async Task<CaseState> Run(RecoveryCase @case, CancellationToken cancellation) =>
        await Run(@case.AccountId, @case.CaseId, cancellation) is Reply<CaseState>.Done done ? done.Value : @case.State;

    /// <summary>Completes the case if it is due.</summary>
    /// <returns>The state afterwards.</returns>
    public Task<Reply<CaseState>> Run(AccountId account, CaseId @case, CancellationToken cancellation) =>
        Retry.WhileMoved(() => Once(account, @case, cancellation));

    private async Task<Reply<CaseState>> Once(AccountId account, CaseId @case, CancellationToken cancellation)
    {
        if (await store.Load(account, @case, cancellation) is not { } loaded) return Refusals.NotFound;
        if (RecoveryRules.Complete(loaded.Case, loaded.Account.Facts, clock.GetUtcNow())
            is not CompleteOutcome.Completed done)
            return loaded.Case.State;
        var change = await Carry(loaded, done, cancellation);
        return await database.Commit(change, cancellation) switch
        {
            null => CaseState.Completed,
            { } lost when ReferenceEquals(lost, NewBindings.AddressTaken)
                => await CallOff(account, @case, cancellation),
            { } lost => lost,
        };
    }

    private async Task<Change> Carry(LoadedCase loaded, CompleteOutcome.Completed done, CancellationToken cancellation)
    {
        var (account, completion, now) = (loaded.AccountId, done.Completion, clock.GetUtcNow());
        var change = Change.Of(account);
        var held = await holds.Of(account, cancellation);
        var hold = holds.Place(change, account, HoldReason.SecurityReset, completion.HoldFor, held);
        // The message says when withdrawals begin again, and an older hold may last longer.
        var until = HoldRules.Withdrawals([.. held, hold], now).Until ?? hold.Until;
        var after = done.Case with { Outcome = done.Case.Outcome! with { HoldUntil = until } };
        // This claim is lost when the case was stopped or the account was frozen meanwhile.
        store.Save(change, loaded, after).Record(CaseEvent.Of(after, EventKind.RecoveryCompleted, Actor.Server));
        RemoveLost(change, account, completion);
        bindings.Bind(change, loaded, completion, now);
        FactorRemoval.CleanUp(change, account);
        SessionStore.EndAll(change, account, now);
        change.Record(new AuditEvent(account, EventKind.SessionsEnded, Actor.Server));
        evidence.Follow(change, await evidence.Of(loaded, cancellation), after);
        // To every old address, with a link. The new addresses get their message from the bindings.
        notices.Tell(change, loaded.Account, after, CaseNotice.Completed);
        return change;
    }

    private static void RemoveLost(Change change, AccountId account, Completion completion)
    {
        foreach (var lost in completion.Remove.Where(thing => thing != LostThing.Email))
        {
            var kind = WireName.Of(lost);
            FactorRemoval.RemoveKind(change, account, kind).Record(new AuditEvent(
                account, EventKind.FactorRemoved, Actor.Server,
                Details: new Dictionary<string, string> { ["kind"] = kind }));
        }
        if (completion.VoidRecoveryCodes)
            FactorRemoval.RemoveKind(change, account, WireName.Of(LostThing.RecoveryCode));
    }

    // Another account was opened with the new address meanwhile: the holder names another address in a new case.
    private async Task<Reply<CaseState>> CallOff(AccountId account, CaseId @case, CancellationToken cancellation)
    {
        var ended = await end.Run(
            () => store.Load(account, @case, cancellation),
            late => EndCase.Cancel(late, CancelCause.AddressTaken, clock.GetUtcNow()),
            CaseNotice.Cancelled, EventKind.RecoveryCancelled, Actor.Server, visitor: null, cancellation);
        return ended is Reply<RecoveryCase>.Done done ? done.Value.State : ((Reply<RecoveryCase>.Refused)ended).Why;
    }
}
