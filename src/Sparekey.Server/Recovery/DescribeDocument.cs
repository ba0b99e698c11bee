using System.Diagnostics;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>Takes the country and the kind of the document that will be the evidence in a case.</summary>
public sealed class DescribeDocument(
    Database database, RecoveryStore store, CaseEvidence evidence, BeginVerification begin)
{
    public static readonly Responses Responses = Responses.Of<BeginVerification.View>(
        201, Problem.InvalidRequest, Problem.NotFound, Problem.WrongState, Problem.AccountFrozen);

    public static async Task<IResult> Handle(
        BeginVerification.Request request, FlowToken flow, DescribeDocument describe, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await describe.Run(flow, request, visitor, cancellation), 201);

    public async Task<Reply<BeginVerification.View>> Run(
        FlowToken flow, BeginVerification.Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        if (TakesNoEvidence(loaded) is { } no) return no;

        var change = Change.Of(loaded.AccountId, visitor);
        var before = await evidence.Of(loaded, cancellation);
        switch (begin.Run(change, loaded.AccountId, loaded.Case.CaseId, before, identityVerified: false, request))
        {
            case Reply<IdentityVerification>.Refused refused:
                return refused.Why;
            case Reply<IdentityVerification>.Done { Value: var verification }:
                change.Record(StartIdentity.Started(verification));
                return await database.Commit(change, cancellation) is { } lost
                    ? lost.WhenMoved(Refusals.IdentityMovedOn)
                    : BeginVerification.View.Of(verification);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Why the case takes no evidence now; null when it does.</summary>
    internal static Refusal? TakesNoEvidence(LoadedCase loaded)
    {
        if (loaded.Account.Facts.IsFrozen) return Refusals.Frozen;
        if (loaded.Case.State is not (CaseState.Proving or CaseState.MoreInformation))
            return CaseRefusals.MovedOn(loaded);
        return loaded.StillAsks(RequirementKind.Identity) ? null : Refusals.NotFound;
    }
}
