using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>Marks a requirement as met, in the change that uses its code up.</summary>
public sealed class MeetRequirement(Database database, RecoveryStore store)
{
    /// <param name="change">Holds the claims that make the code count once.</param>
    public async Task<Reply<ProveCode.View>> Run(
        Change change, CodeAttempt of, CodeProof proof, CancellationToken cancellation)
    {
        var loaded = of.Loaded;
        if (RecoveryRules.MarkCodeProven(loaded.Case, proof, loaded.Account.Facts, of.Now) is not ProofOutcome.Met met)
            return Refusals.CodeExpired;
        store.Save(change, loaded, met.Case).Record(of.Event(EventKind.RecoveryProven));
        return await database.Commit(change, cancellation) is { } lost
            ? lost.WhenMoved(CaseRefusals.MovedOn(loaded))
            : new ProveCode.View(of.Requirement.Id, of.Requirement.Kind, RequirementState.Met);
    }
}
