namespace Sparekey.Core.Recovery;

/// <summary>Outcomes of <see cref="RecoveryRules.Open"/>.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome() { }

    public sealed record Opened(RecoveryCase Case) : OpenOutcome;

    public sealed record AccountFrozen : OpenOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.ChooseLost"/>.</summary>
public abstract record ChooseOutcome
{
    private ChooseOutcome() { }

    /// <summary>
    /// The requirements are fixed. Codes that were proven for an earlier choice are void; given answers stay given.
    /// </summary>
    public sealed record Chosen(RecoveryCase Case) : ChooseOutcome;

    public sealed record WarningsNotAccepted : ChooseOutcome;

    /// <summary>Nothing is lost, or recovery codes alone, which need no reset.</summary>
    public sealed record NothingChosen : ChooseOutcome;

    /// <summary>The account does not have all of these things.</summary>
    public sealed record NotOffered : ChooseOutcome;

    /// <summary>A sign-in with an unused recovery code needs no reset. The case stays as it was.</summary>
    public sealed record SignInInstead(TimeSpan Hold) : ChooseOutcome;

    /// <summary>
    /// The policy refuses this loss; the reason is for example <see cref="RecoveryPolicy.NothingLeftToProve"/>. The
    /// case stays as it was, and the holder may choose again.
    /// </summary>
    public sealed record RefusedByPolicy(string Reason) : ChooseOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ChooseOutcome;
}
