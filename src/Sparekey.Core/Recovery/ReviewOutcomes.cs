using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>Of <see cref="RecoveryRules.Claim"/>.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome() { }

    public sealed record Claimed(RecoveryCase Case) : ClaimOutcome;

    public sealed record HeldByAnother(StaffId By) : ClaimOutcome;

    /// <summary>Nobody reviews their own account.</summary>
    public sealed record OwnCase : ClaimOutcome;

    public sealed record AlreadyDecidedByYou : ClaimOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ClaimOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Release"/>.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome() { }

    public sealed record Released(RecoveryCase Case) : ReleaseOutcome;

    public sealed record NotClaimed : ReleaseOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ReleaseOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Decide"/>.</summary>
public abstract record DecideOutcome
{
    private DecideOutcome() { }

    /// <summary>Approved, and another person must approve too; the claim is released for them.</summary>
    public sealed record AnotherNeeded(RecoveryCase Case) : DecideOutcome;

    /// <summary>
    /// The last approval. Due when <see cref="RecoveryCase.ObjectionUntil"/> has passed, which may be at once.
    /// </summary>
    public sealed record Approved(RecoveryCase Case) : DecideOutcome;

    /// <summary>One refusal ends the case, however many approvals there were.</summary>
    public sealed record Refused(RecoveryCase Case) : DecideOutcome;

    /// <summary>Identity is open again and earlier approvals are void: they were for other evidence.</summary>
    public sealed record MoreInformation(RecoveryCase Case) : DecideOutcome;

    public sealed record OwnCase : DecideOutcome;

    public sealed record AlreadyDecidedByYou : DecideOutcome;

    public sealed record NotClaimed : DecideOutcome;

    /// <summary>The reason belongs to another verdict: <see cref="ReviewReasons.For"/>.</summary>
    public sealed record ReasonDoesNotFit : DecideOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : DecideOutcome;
}
