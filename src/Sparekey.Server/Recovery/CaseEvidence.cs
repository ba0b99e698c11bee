using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>The identity evidence of a case: handed in with it, and decided with it.</summary>
public sealed class CaseEvidence(IdentityStore store, TimeProvider clock)
{
    public Task<IdentityStore.Stored?> Of(LoadedCase hand, CancellationToken cancellation) => store.OfCase(hand.Case.AccountId, hand.Case.CaseId, cancellation);

    /// <summary>Brings the evidence to where the case is: decided when it has ended, so that its pictures are deleted in time.</summary>
    /// <param name="stored">From <see cref="Of"/>.</param>
    public void Follow(Change change, IdentityStore.Stored? stored, RecoveryCase after)
    {
        if (stored is null) return;
        var followed = IdentityRules.FollowCase(stored.Verification, after, clock.GetUtcNow());
        if (followed != stored.Verification) store.Save(change, stored, followed);
    }

    /// <summary>Hands in what is complete: the verification, then the case's requirement. A case that asks for no identity, or whose pictures are not all there,
    /// comes back as it was.</summary>
    public (RecoveryCase Case, EvidenceOutcome? Outcome, IdentitySubmitOutcome? Submit) HandIn(Change change, LoadedCase hand, IdentityStore.Stored? stored)
    {
        var now = clock.GetUtcNow();
        if (stored is null || !hand.Case.OpenRequirements.Any(requirement => requirement.Kind == RequirementKind.Identity)) return (hand.Case, null, null);
        var verification = stored.Verification;
        var submit = verification.State == IdentityState.Submitted ? null : IdentityRules.Submit(verification, now);
        if (submit is IdentitySubmitOutcome.Submitted submitted) verification = submitted.Verification;
        else if (submit is not null) return (hand.Case, null, submit);

        var outcome = RecoveryRules.IdentitySubmitted(hand.Case, verification, hand.Account.Facts, now);
        if (outcome is not EvidenceOutcome.Submitted attached) return (hand.Case, outcome, submit);
        if (verification != stored.Verification) store.Save(change, stored, verification);
        return (attached.Case, outcome, submit);
    }
}
