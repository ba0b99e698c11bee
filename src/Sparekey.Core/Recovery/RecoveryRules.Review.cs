using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

// The reviewers' steps. No step makes a wait shorter, skips a requirement or makes a requirement weaker.
public static partial class RecoveryRules
{
    /// <summary>
    /// Assigns a case to one reviewer at a time. The claim lapses after <see cref="ReviewClaim.Lapses"/>.
    /// </summary>
    /// <param name="staffOwnsAccount">The reviewer is the holder of the account, as far as the server knows.</param>
    public static ClaimOutcome Claim(RecoveryCase @case, StaffId staff, bool staffOwnsAccount, DateTimeOffset now)
    {
        if (ObstacleTo(@case, now, CaseState.InReview) is { } why) return new ClaimOutcome.NotNow(why, @case.State);
        if (staffOwnsAccount) return new ClaimOutcome.OwnCase();
        if (@case.Approvals.Any(approval => approval.Staff == staff)) return new ClaimOutcome.AlreadyDecidedByYou();
        if (@case.Claim is { } claim && claim.IsHeldAgainst(staff, now))
            return new ClaimOutcome.HeldByAnother(claim.By);

        return new ClaimOutcome.Claimed(@case with { Claim = new ReviewClaim(staff, now) });
    }

    /// <summary>Returns a case to the queue.</summary>
    public static ReleaseOutcome Release(RecoveryCase @case, StaffId staff, DateTimeOffset now)
    {
        if (ObstacleTo(@case, now, CaseState.InReview) is { } why) return new ReleaseOutcome.NotNow(why, @case.State);
        if (@case.Claim?.By != staff) return new ReleaseOutcome.NotClaimed();

        return new ReleaseOutcome.Released(@case with { Claim = null });
    }

    /// <summary>Records one reviewer's verdict. While the account is frozen, only a refusal is possible.</summary>
    /// <param name="staffOwnsAccount">The reviewer is the holder of the account, as far as the server knows.</param>
    public static DecideOutcome Decide(RecoveryCase @case, ReviewVerdict verdict, bool staffOwnsAccount,
        AccountFacts facts, DateTimeOffset now)
    {
        if (ObstacleTo(@case, now, CaseState.InReview) is { } why) return new DecideOutcome.NotNow(why, @case.State);
        if (staffOwnsAccount) return new DecideOutcome.OwnCase();
        if (@case.Approvals.Any(approval => approval.Staff == verdict.Staff))
            return new DecideOutcome.AlreadyDecidedByYou();
        if (@case.Claim?.By != verdict.Staff) return new DecideOutcome.NotClaimed();
        if (!ReviewReasons.For(verdict.Verdict).Contains(verdict.Reason)) return new DecideOutcome.ReasonDoesNotFit();
        if (facts.IsFrozen && verdict.Verdict != Verdict.Refuse)
            return new DecideOutcome.NotNow(Obstacle.AccountFrozen, @case.State);

        return verdict.Verdict switch
        {
            Verdict.Approve => Approve(
                @case with
                {
                    Approvals = [.. @case.Approvals, new Approval(verdict.Staff, now, verdict.Reason)],
                    Claim = null,
                },
                now),
            Verdict.Refuse => new DecideOutcome.Refused(
                End(@case, CaseState.Refused, new CaseOutcome(EndReason.NotApproved, verdict.Message, verdict.Reason),
                    now) with { DecidedAt = now }),
            Verdict.MoreInformation => new DecideOutcome.MoreInformation(AskForMore(@case, verdict, now)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static DecideOutcome Approve(RecoveryCase @case, DateTimeOffset now)
    {
        if (@case.ApprovalsGiven < @case.ReviewersNeeded) return new DecideOutcome.AnotherNeeded(@case);
        var approved = @case.Requirements.FirstOrDefault(
            requirement => requirement.Kind == RequirementKind.Identity) is { } identity
            ? With(@case, identity with { State = RequirementState.Met, MetAt = now })
            : @case;
        return new DecideOutcome.Approved(BeginObjection(approved, now));
    }

    // Codes stay proven and answers stay given: only identity is shown again. A reviewer may ask for identity in a case
    // that did not require it.
    private static RecoveryCase AskForMore(RecoveryCase @case, ReviewVerdict verdict, DateTimeOffset now)
    {
        var asked = Find(@case, RequirementKind.Identity) is { } identity
            ? With(@case, identity with { State = RequirementState.Open, MetAt = null })
            : @case with
            {
                Requirements = [
                    .. @case.Requirements,
                    new Requirement($"r{@case.RequirementsIssued + 1}", RequirementKind.Identity),
                ],
                RequirementsIssued = @case.RequirementsIssued + 1,
            };
        return asked with
        {
            State = CaseState.MoreInformation,
            MoreInformation = new MoreInformation(verdict.Reason, verdict.Message, verdict.Pictures ?? [], now),
            ExpiresAt = now + TimeToReply,
            Approvals = [],
            Claim = null,
        };
    }
}
