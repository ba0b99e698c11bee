using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>
/// A verdict on a recovery case. Core decides what follows; a case without an objection window completes at once.
/// </summary>
public sealed class DecideReset(
    Database database, RecoveryStore store, CaseEvidence evidence, EndCase end, CaseNotices notices,
    CompleteCase complete, VerdictNotes notes, TimeProvider clock)
{
    /// <returns><see cref="Refusals.MovedOn"/> when the case was changed meanwhile and must be loaded again.</returns>
    public async Task<Reply<DecideCase.View>> Run(
        DeskCase @case, GivenVerdict given, bool own, CancellationToken cancellation)
    {
        var loaded = @case.Reset!;
        var change = Change.Of(@case.Account, given.Visitor);
        notes.Add(change, @case, given);
        RecoveryCase after;
        switch (RecoveryRules.Decide(loaded.Case, given.Verdict, own, loaded.Account.Facts, clock.GetUtcNow()))
        {
            case DecideOutcome.AnotherNeeded another:
                store.Save(change, loaded, after = another.Case);
                break;
            case DecideOutcome.Approved approved:
                store.Save(change, loaded, after = approved.Case)
                    .Record(@case.Event(EventKind.RecoveryApproved, given.By));
                // The completion of a case that completes at once sends the only message.
                if (after.Objection > TimeSpan.Zero) notices.Tell(change, loaded.Account, after, CaseNotice.Approved);
                break;
            case DecideOutcome.Refused refused:
                after = refused.Case;
                await end.Add(
                    change, loaded, after, CaseNotice.Refused, EventKind.RecoveryRefused, Actor.Staff, cancellation);
                break;
            case DecideOutcome.MoreInformation more:
                store.Save(change, loaded, after = more.Case)
                    .Record(@case.Event(EventKind.RecoveryMoreInformation, given.By));
                evidence.Follow(change, @case.Evidence, after);
                notices.Tell(change, loaded.Account, after, CaseNotice.MoreInformation);
                break;
            case var refusal:
                return RefusalOf(refusal, loaded, given.By);
        }
        if (await database.Commit(change, cancellation) is { } lost) return lost;
        var state = CompleteCase.IsDueAtOnce(after) ? await complete.Run(after, cancellation) : after.State;
        return new DecideCase.View(WireName.Of(state), after.ApprovalsGiven, after.ReviewersNeeded);
    }

    private static Refusal RefusalOf(DecideOutcome outcome, LoadedCase loaded, StaffMember staff) => outcome switch
    {
        DecideOutcome.OwnCase => Refusals.OwnCase,
        DecideOutcome.AlreadyDecidedByYou => Refusals.AlreadyDecidedByYou,
        DecideOutcome.NotClaimed => Refusals.NotClaimed,
        DecideOutcome.ReasonDoesNotFit => Refusals.Invalid(("reason", "invalid.reason")),
        DecideOutcome.NotNow when loaded.Case.Approvals.Any(approval => approval.Staff == staff.Staff) =>
            Refusals.AlreadyDecidedByYou,
        DecideOutcome.NotNow not => ReviewRefusals.Of(not.Why),
        _ => throw new UnreachableException(),
    };
}
