using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>The identity verification of a case: handed in with the case, and decided with it.</summary>
public sealed class CaseEvidence(IdentityStore store, TimeProvider clock)
{
    public Task<IdentityStore.Stored?> Of(LoadedCase loaded, CancellationToken cancellation) =>
        store.OfCase(loaded.AccountId, loaded.Case.CaseId, cancellation);

    /// <summary>
    /// Adds to a change that the evidence follows its case. When the case has ended the evidence is decided, so that
    /// its pictures are deleted in time.
    /// </summary>
    /// <param name="stored">From <see cref="Of"/>.</param>
    public void Follow(Change change, IdentityStore.Stored? stored, RecoveryCase after)
    {
        if (stored is null) return;
        var followed = IdentityRules.FollowCase(stored.Verification, after, clock.GetUtcNow());
        if (followed != stored.Verification) store.Save(change, stored, followed);
    }

    /// <summary>What <see cref="HandIn"/> did; an outcome is null where Core was not asked.</summary>
    public sealed record HandedIn(RecoveryCase Case, IdentitySubmitOutcome? Submit, EvidenceOutcome? Attach);

    /// <summary>
    /// Hands complete evidence in: first the verification, then the case's requirement. The case stays as it was when
    /// it does not ask for identity, or when pictures are missing.
    /// </summary>
    public HandedIn HandIn(Change change, LoadedCase loaded, IdentityStore.Stored? stored)
    {
        var now = clock.GetUtcNow();
        if (stored is null || !loaded.StillAsks(RequirementKind.Identity)) return new HandedIn(loaded.Case, null, null);
        var verification = stored.Verification;
        var submit = verification.State == IdentityState.Submitted ? null : IdentityRules.Submit(verification, now);
        if (submit is IdentitySubmitOutcome.Submitted submitted) verification = submitted.Verification;
        else if (submit is not null) return new HandedIn(loaded.Case, submit, null);

        var attach = RecoveryRules.IdentitySubmitted(loaded.Case, verification, loaded.Account.Facts, now);
        if (attach is not EvidenceOutcome.Submitted attached) return new HandedIn(loaded.Case, submit, attach);
        if (verification != stored.Verification) store.Save(change, stored, verification);
        return new HandedIn(attached.Case, submit, attach);
    }
}
