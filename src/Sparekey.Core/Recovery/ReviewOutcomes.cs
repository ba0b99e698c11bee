using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>Outcomes of <see cref="RecoveryRules.Claim"/>.</summary>
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

/// <summary>Outcomes of <see cref="RecoveryRules.Release"/>.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome() { }

    public sealed record Released(RecoveryCase Case) : ReleaseOutcome;

    public sealed record NotClaimed : ReleaseOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ReleaseOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.Decide"/>.</summary>
public abstract record DecideOutcome
{
    private DecideOutcome() { }

    /// <summary>Approved, and another reviewer must approve too. The claim is released.</summary>
    public sealed record AnotherNeeded(RecoveryCase Case) : DecideOutcome;

    /// <summary>
    /// The last approval. The case is due at <see cref="RecoveryCase.ObjectionUntil"/>, which may be now.
    /// </summary>
    public sealed record Approved(RecoveryCase Case) : DecideOutcome;

    /// <summary>One refusal ends the case, after any number of approvals.</summary>
    public sealed record Refused(RecoveryCase Case) : DecideOutcome;

    /// <summary>Identity is open again. Earlier approvals are void, because they were for other evidence.</summary>
    public sealed record MoreInformation(RecoveryCase Case) : DecideOutcome;

    public sealed record OwnCase : DecideOutcome;

    public sealed record AlreadyDecidedByYou : DecideOutcome;

    public sealed record NotClaimed : DecideOutcome;

    /// <summary>The reason belongs to another verdict: <see cref="ReviewReasons.For"/>.</summary>
    public sealed record ReasonDoesNotFit : DecideOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : DecideOutcome;
}
