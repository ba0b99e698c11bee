using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>A verdict on a security reset. Core decides what it leads to; where nobody may object any more, the reset is carried out at once.</summary>
public sealed class DecideReset(Database database, RecoveryStore store, CaseEvidence evidence, EndCase end, CaseNotices notices, CompleteCase complete, VerdictNotes notes, TimeProvider clock)
{
    /// <returns>Null when the case was changed meanwhile and must be looked at again.</returns>
    public async Task<Reply<DecideCase.View>?> Run(DeskCase @case, StaffMember staff, ReviewVerdict verdict, string? note, bool own, Visitor visitor, CancellationToken cancellation)
    {
        var hand = @case.Reset!;
        var change = new Change(visitor);
        notes.Add(change, @case, staff, verdict, note);
        RecoveryCase after;
        switch (RecoveryRules.Decide(hand.Case, verdict, own, hand.Account.Facts, clock.GetUtcNow()))
        {
            case DecideOutcome.AnotherNeeded another:
                store.Save(change, hand, after = another.Case);
                break;
            case DecideOutcome.Approved approved:
                store.Save(change, hand, after = approved.Case).Record(Event(EventKind.RecoveryApproved));
                // What completes in the same breath is told once, by its completion.
                if (after.Objection > TimeSpan.Zero) notices.Tell(change, hand.Account, after, News.Approved);
                break;
            case DecideOutcome.Refused refused:
                await end.Add(change, hand, after = refused.Case, News.Refused, EventKind.RecoveryRefused, Actor.Staff, cancellation);
                break;
            case DecideOutcome.MoreInformation more:
                store.Save(change, hand, after = more.Case).Record(Event(EventKind.RecoveryMoreInformation));
                evidence.Follow(change, @case.Evidence, after);
                notices.Tell(change, hand.Account, after, News.MoreInformation);
                break;
            case DecideOutcome.OwnCase: return Refusals.OwnCase;
            case DecideOutcome.AlreadyDecidedByYou: return Refusals.AlreadyDecidedByYou;
            case DecideOutcome.NotClaimed: return Refusals.NotClaimed;
            case DecideOutcome.ReasonDoesNotFit: return Refusals.Invalid(("reason", "invalid.reason"));
            case DecideOutcome.NotNow not: return hand.Case.Approvals.Any(approval => approval.Staff == staff.Staff) ? Refusals.AlreadyDecidedByYou : ReviewRefusals.Of(not.Why);
            default: throw new System.Diagnostics.UnreachableException();
        }
        switch (await database.CommitNamed(change, cancellation))
        {
            case null: break;
            case VerdictNotes.AlreadyVoted: return Refusals.AlreadyDecidedByYou;
            default: return null;
        }
        var state = after.State == CaseState.Objection && after.Objection <= TimeSpan.Zero ? await complete.Run(after.AccountId, after.CaseId, cancellation) ?? after.State : after.State;
        return new DecideCase.View(WireName.Of(state), after.ApprovalsGiven, after.ReviewersNeeded);

        AuditEvent Event(string kind) => new(@case.Account, kind, Actor.Staff, staff.Staff.ToString(), @case.CaseId);
    }
}
