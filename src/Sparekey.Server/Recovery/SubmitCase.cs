using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Hands a case in: first complete pictures, then the whole case. A case that needs no reviewer and has no objection
/// window completes at once.
/// </summary>
public sealed class SubmitCase(
    Database database, RecoveryStore store, CaseEvidence evidence, CaseNotices notices, CompleteCase complete,
    TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(
        202, Problem.RequirementsOpen, Problem.WrongState, Problem.Expired, Problem.AccountFrozen);

    public static readonly Responses EvidenceResponses = Responses.Of<Nothing>(
        200, Problem.PicturesMissing, Problem.IdentityNotStarted, Problem.NotFound, Problem.WrongState, Problem.Expired,
        Problem.AccountFrozen);

    public sealed record View(CaseState State);

    public static async Task<IResult> Handle(
        FlowToken flow, SubmitCase submit, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await submit.Run(flow, visitor, cancellation), 202);

    public static async Task<IResult> HandleEvidence(
        FlowToken flow, SubmitCase submit, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await submit.Evidence(flow, visitor, cancellation));

    /// <summary>Hands the pictures in, before the holder checks the whole case.</summary>
    public async Task<Reply<Nothing>> Evidence(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        if (DescribeDocument.TakesNoEvidence(loaded) is { } no) return no;
        if (await evidence.Of(loaded, cancellation) is not { } stored) return Refusals.IdentityNotStarted;
        var change = Change.Of(loaded.AccountId, visitor);
        var handedIn = evidence.HandIn(change, loaded, stored);
        if (handedIn.Submit is IdentitySubmitOutcome.PicturesMissing missing)
            return Refusals.PicturesMissing([.. missing.Missing.Select(slot => WireName.Of(slot))]);
        if (handedIn.Attach is EvidenceOutcome.NotNow not) return CaseRefusals.Of(not.Why, not.State);
        if (handedIn.Attach is not EvidenceOutcome.Submitted) return CaseRefusals.MovedOn(loaded);
        store.Save(change, loaded, handedIn.Case).Record(SubmitIdentity.Submitted(stored.Verification));
        return await database.Commit(change, cancellation) is { } lost
            ? lost.WhenMoved(CaseRefusals.MovedOn(loaded))
            : Nothing.Else;
    }

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        var change = Change.Of(loaded.AccountId, visitor);
        var withEvidence = evidence.HandIn(change, loaded, await evidence.Of(loaded, cancellation)).Case;
        RecoveryCase after;
        CaseNotice notice;
        switch (RecoveryRules.Submit(withEvidence, loaded.Account.Facts, clock.GetUtcNow()))
        {
            case SubmitOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            case SubmitOutcome.RequirementsOpen open:
                return Refusals.RequirementsOpen([.. open.Open.Select(requirement => requirement.Id)]);
            case SubmitOutcome.InReview review: (after, notice) = (review.Case, CaseNotice.HandedIn); break;
            case SubmitOutcome.Objection objection: (after, notice) = (objection.Case, CaseNotice.Approved); break;
            default: throw new UnreachableException();
        }
        store.Save(change, loaded, after).Record(CaseEvent.Of(after, EventKind.RecoverySubmitted));
        // The completion of a case that completes at once sends the only message.
        var atOnce = CompleteCase.IsDueAtOnce(after);
        if (!atOnce) notices.Tell(change, loaded.Account, after, notice);
        if (await database.Commit(change, cancellation) is { } lost)
            return lost.WhenMoved(CaseRefusals.MovedOn(loaded));
        return new View(atOnce ? await complete.Run(after, cancellation) : after.State);
    }
}
