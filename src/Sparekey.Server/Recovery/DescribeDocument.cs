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

/// <summary>Country and kind of the document that will be shown as evidence in this case.</summary>
public sealed class DescribeDocument(Database database, RecoveryStore store, CaseEvidence evidence, BeginVerification begin)
{
    public static async Task<IResult> Handle(BeginVerification.Request request, FlowToken flow, DescribeDocument describe, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await describe.Run(flow, request, visitor, cancellation), 201);

    public async Task<Reply<BeginVerification.View>> Run(FlowToken flow, BeginVerification.Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        if (Refusal(hand) is { } no) return no;

        var change = new Change(visitor);
        switch (begin.Run(change, hand.Case.AccountId, hand.Case.CaseId, await evidence.Of(hand, cancellation), identityVerified: false, request))
        {
            case Reply<IdentityVerification>.Refused refused:
                return refused.Why;
            case Reply<IdentityVerification>.Done done:
                change.Record(new AuditEvent(hand.Case.AccountId, EventKind.IdentityStarted, Actor.Owner, Subject: done.Value.VerificationId.ToString(),
                    Details: new Dictionary<string, string> { ["country"] = done.Value.Country, ["document_kind"] = WireName.Of(done.Value.Kind) }));
                return await database.CommitNamed(change, cancellation) is null ? BeginVerification.View.Of(done.Value) : Refusals.IdentityMovedOn;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Why evidence is not taken now; null when it is.</summary>
    internal static Refusal? Refusal(LoadedCase hand)
    {
        if (hand.Account.Facts.IsFrozen) return Refusals.Frozen;
        if (hand.Case.State is not (CaseState.Proving or CaseState.MoreInformation)) return CaseRefusals.MovedOn(hand);
        return hand.Case.OpenRequirements.Any(r => r.Kind == RequirementKind.Identity) ? null : Refusals.NotFound;
    }
}
