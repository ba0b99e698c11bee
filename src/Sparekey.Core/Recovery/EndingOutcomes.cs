namespace Sparekey.Core.Recovery;

/// <summary>Outcomes of <see cref="RecoveryRules.Object"/>. The caller freezes the account after either.</summary>
public abstract record ObjectOutcome
{
    private ObjectOutcome() { }

    public sealed record Stopped(RecoveryCase Case) : ObjectOutcome;

    /// <summary>
    /// The case has ended, so nothing can be stopped. The account is frozen all the same: somebody else knew the
    /// password.
    /// </summary>
    public sealed record AlreadyEnded(CaseState State) : ObjectOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.Cancel"/>.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome() { }

    public sealed record Cancelled(RecoveryCase Case) : CancelOutcome;

    public sealed record AlreadyEnded(CaseState State) : CancelOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.Complete"/>.</summary>
public abstract record CompleteOutcome
{
    private CompleteOutcome() { }

    /// <summary>
    /// The transaction that stores <paramref name="Case"/> also does everything in <paramref name="Completion"/>.
    /// </summary>
    public sealed record Completed(RecoveryCase Case, Completion Completion) : CompleteOutcome;

    public sealed record Waiting(DateTimeOffset Until) : CompleteOutcome;

    /// <summary>A requirement is not met. The other rules never allow this; it is checked again all the same.</summary>
    public sealed record RequirementsUnmet : CompleteOutcome;

    /// <summary>Too few different people have approved. The other rules never allow this either.</summary>
    public sealed record ApprovalsMissing : CompleteOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : CompleteOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.Expire"/>.</summary>
public abstract record ExpireOutcome
{
    private ExpireOutcome() { }

    public sealed record Expired(RecoveryCase Case) : ExpireOutcome;

    /// <summary>The case expires later; null if it waits for others and does not expire.</summary>
    public sealed record NotYet(DateTimeOffset? At) : ExpireOutcome;

    public sealed record AlreadyEnded(CaseState State) : ExpireOutcome;
}

/// <summary>Who objected to a case.</summary>
public enum Objector
{
    /// <summary>Somebody who followed the link in a message to an old address of the account.</summary>
    OldAddress,

    /// <summary>The integrator froze the account, which stops a live case.</summary>
    Integrator,

    /// <summary>Staff froze the account, which stops a live case.</summary>
    Staff,
}

/// <summary>Why a case is cancelled.</summary>
public enum CancelCause
{
    /// <summary>The holder cancelled the case, with its token.</summary>
    Holder,

    /// <summary>
    /// A sign-in was completed with something that is lost according to this case, or with a recovery code.
    /// </summary>
    FoundAgain,

    /// <summary>At completion, the new email address belonged to another account.</summary>
    AddressTaken,
}
