namespace Sparekey.Core.Recovery;

/// <summary>Of <see cref="RecoveryRules.Object"/>. The account is to be frozen after either.</summary>
public abstract record ObjectOutcome
{
    private ObjectOutcome() { }

    public sealed record Stopped(RecoveryCase Case) : ObjectOutcome;

    /// <summary>Nothing is left to stop. Freeze all the same: somebody else knew the password.</summary>
    public sealed record AlreadyEnded(CaseState State) : ObjectOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Cancel"/>.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome() { }

    public sealed record Cancelled(RecoveryCase Case) : CancelOutcome;

    public sealed record AlreadyEnded(CaseState State) : CancelOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Complete"/>.</summary>
public abstract record CompleteOutcome
{
    private CompleteOutcome() { }

    /// <summary>
    /// All of <paramref name="Completion"/> happens in the transaction that stores <paramref name="Case"/>, or none of
    /// it.
    /// </summary>
    public sealed record Completed(RecoveryCase Case, Completion Completion) : CompleteOutcome;

    public sealed record Waiting(DateTimeOffset Until) : CompleteOutcome;

    /// <summary>
    /// A requirement is not met. No way leads here through the other rules; it is checked again all the same.
    /// </summary>
    public sealed record RequirementsUnmet : CompleteOutcome;

    /// <summary>Too few different people have approved. No way leads here either.</summary>
    public sealed record ApprovalsMissing : CompleteOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : CompleteOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Expire"/>.</summary>
public abstract record ExpireOutcome
{
    private ExpireOutcome() { }

    public sealed record Expired(RecoveryCase Case) : ExpireOutcome;

    /// <summary>Time is left; null where the case waits for others and does not expire.</summary>
    public sealed record NotYet(DateTimeOffset? At) : ExpireOutcome;

    public sealed record AlreadyEnded(CaseState State) : ExpireOutcome;
}

/// <summary>Who stopped a case against its will.</summary>
public enum Objector
{
    /// <summary>Whoever followed the link at an address that the account had.</summary>
    OldAddress,

    /// <summary>The account was frozen by the integrator, which stops a live case too.</summary>
    Integrator,

    /// <summary>The account was frozen by staff.</summary>
    Staff,
}

/// <summary>Why a case is called off.</summary>
public enum CancelCause
{
    /// <summary>The holder pressed the button, with the recovery's token.</summary>
    Holder,

    /// <summary>
    /// A sign-in was completed with something that this case says is lost, or with a recovery code in its stead.
    /// </summary>
    FoundAgain,

    /// <summary>At the last moment the new email address turned out to have become another account's.</summary>
    AddressTaken,
}
