using Sparekey.Core.Holds;

namespace Sparekey.Core.Recovery;

// Every end of a case except a refusal.
public static partial class RecoveryRules
{
    /// <summary>
    /// Stops any live case: somebody followed <em>This wasn't me</em>, or others froze the account. After <em>This
    /// wasn't me</em> the caller freezes the account, whatever the outcome.
    /// </summary>
    public static ObjectOutcome Object(RecoveryCase @case, Objector by, DateTimeOffset now) =>
        @case.IsLive
            ? new ObjectOutcome.Stopped(End(@case, CaseState.Cancelled,
                new CaseOutcome(by == Objector.OldAddress ? EndReason.Objected : EndReason.AccountFrozen), now))
            : new ObjectOutcome.AlreadyEnded(@case.State);

    /// <summary>Cancels the case at any time before completion. The account has not changed.</summary>
    public static CancelOutcome Cancel(RecoveryCase @case, CancelCause cause, DateTimeOffset now) =>
        @case.IsLive
            ? new CancelOutcome.Cancelled(End(@case, CaseState.Cancelled, new CaseOutcome(Reason(cause)), now))
            : new CancelOutcome.AlreadyEnded(@case.State);

    /// <summary>Completes the case at the end of the objection window. Checks every condition again.</summary>
    public static CompleteOutcome Complete(RecoveryCase @case, AccountFacts facts, DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Objection) is { } why)
            return new CompleteOutcome.NotNow(why, @case.State);
        var met = @case.Requirements.Count > 0 && @case.Requirements.All(requirement => requirement.IsSatisfied);
        if (!met) return new CompleteOutcome.RequirementsUnmet();
        if (@case.ApprovalsGiven < @case.ReviewersNeeded) return new CompleteOutcome.ApprovalsMissing();
        if (@case.ObjectionUntil is not { } until)
            throw new InvalidOperationException("A case in objection has an end of its objection window.");
        if (now < until) return new CompleteOutcome.Waiting(until);

        var completion = CompletionOf(@case, now);
        var outcome = new CaseOutcome(EndReason.Completed, HoldUntil: completion.HoldUntil);
        return new CompleteOutcome.Completed(End(@case, CaseState.Completed, outcome, now), completion);
    }

    /// <summary>
    /// Ends a case if the holder's time is over. A case that waits for reviewers or for objections does not expire.
    /// </summary>
    public static ExpireOutcome Expire(RecoveryCase @case, DateTimeOffset now)
    {
        if (!@case.IsLive) return new ExpireOutcome.AlreadyEnded(@case.State);
        return HasExpired(@case, now)
            ? new ExpireOutcome.Expired(End(@case, CaseState.Expired, new CaseOutcome(EndReason.Expired), now))
            : new ExpireOutcome.NotYet(@case.ExpiresAt);
    }

    private static Completion CompletionOf(RecoveryCase @case, DateTimeOffset now)
    {
        // The minimum counts even if a table or a stored case says less.
        var hold = @case.Hold > HoldRules.Shortest ? @case.Hold : HoldRules.Shortest;
        var newPhone = Find(@case, RequirementKind.NewPhoneCode)?.Id;
        var newEmail = Find(@case, RequirementKind.NewEmailCode)?.Id;
        return new Completion
        {
            CaseId = @case.CaseId,
            AccountId = @case.AccountId,
            Remove = [.. @case.Lost.Where(thing => thing != LostThing.RecoveryCode)],
            BindNewPhone = newPhone,
            BindNewEmail = newEmail,
            VoidRecoveryCodes = @case.Lost.Contains(LostThing.Authenticator)
                || @case.Lost.Contains(LostThing.RecoveryCode),
            HoldFor = hold,
            HoldUntil = now + hold,
        };
    }

    private static EndReason Reason(CancelCause cause) => cause switch
    {
        CancelCause.Holder => EndReason.Cancelled,
        CancelCause.FoundAgain => EndReason.FoundAgain,
        CancelCause.AddressTaken => EndReason.AddressTaken,
        _ => throw new ArgumentOutOfRangeException(nameof(cause)),
    };

    private static RecoveryCase End(RecoveryCase @case, CaseState state, CaseOutcome outcome, DateTimeOffset now) =>
        @case with { State = state, Outcome = outcome, EndedAt = now, ExpiresAt = null, Claim = null };
}
