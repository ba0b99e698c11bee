using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>Hands the case in: pictures that are complete first, then the whole. Where nobody has to look and nobody may object, it completes at once.</summary>
public sealed class SubmitCase(Database database, RecoveryStore store, CaseEvidence evidence, CaseNotices notices, CompleteCase complete, TimeProvider clock)
{
    public sealed record View(CaseState State);

    public static async Task<IResult> Handle(FlowToken flow, SubmitCase submit, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await submit.Run(flow, visitor, cancellation), 202);

    public static async Task<IResult> HandleEvidence(FlowToken flow, SubmitCase submit, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await submit.Evidence(flow, visitor, cancellation));

    /// <summary>The pictures alone, before the last look at everything.</summary>
    public async Task<Reply<Nothing>> Evidence(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        if (DescribeDocument.Refusal(hand) is { } no) return no;
        if (await evidence.Of(hand, cancellation) is not { } stored) return Refusals.IdentityNotStarted;
        var change = new Change(visitor);
        var (after, outcome, submit) = evidence.HandIn(change, hand, stored);
        if (submit is IdentitySubmitOutcome.PicturesMissing missing) return Refusals.PicturesMissing([.. missing.Missing.Select(slot => WireName.Of(slot))]);
        if (outcome is EvidenceOutcome.NotNow not) return CaseRefusals.Of(not.Why, not.State);
        if (outcome is not EvidenceOutcome.Submitted) return CaseRefusals.MovedOn(hand);
        store.Save(change, hand, after).Record(new AuditEvent(after.AccountId, EventKind.IdentitySubmitted, Actor.Owner, Subject: stored.Verification.VerificationId.ToString()));
        return await database.CommitNamed(change, cancellation) is null ? Nothing.Else : CaseRefusals.MovedOn(hand);
    }

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        var change = new Change(visitor);
        var withEvidence = evidence.HandIn(change, hand, await evidence.Of(hand, cancellation)).Case;
        RecoveryCase after;
        News news;
        switch (RecoveryRules.Submit(withEvidence, hand.Account.Facts, clock.GetUtcNow()))
        {
            case SubmitOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            case SubmitOutcome.RequirementsOpen open: return Refusals.RequirementsOpen([.. open.Open.Select(requirement => requirement.Id)]);
            case SubmitOutcome.InReview review: (after, news) = (review.Case, News.HandedIn); break;
            case SubmitOutcome.Objection objection: (after, news) = (objection.Case, News.Approved); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
        var atOnce = after.State == CaseState.Objection && after.Objection <= TimeSpan.Zero;
        store.Save(change, hand, after).Record(new AuditEvent(after.AccountId, EventKind.RecoverySubmitted, Actor.Owner, Subject: after.CaseId.ToString()));
        // What completes in the same breath is told once, by its completion.
        if (!atOnce) notices.Tell(change, hand.Account, after, news);
        if (await database.CommitNamed(change, cancellation) is not null) return CaseRefusals.MovedOn(hand);
        return new View(atOnce ? await complete.Run(after.AccountId, after.CaseId, cancellation) ?? after.State : after.State);
    }
}
