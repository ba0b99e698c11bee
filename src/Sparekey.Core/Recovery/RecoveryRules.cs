using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>The steps of a security reset: <c>spec/recovery.md</c> as pure functions, one for each arrow.</summary>
/// <remarks>
/// The account does not change before <see cref="Complete"/>. The server ensures that an account has at most one live
/// case.
/// </remarks>
public static partial class RecoveryRules
{
    /// <summary>From opening to submission. Long enough to find documents over a weekend; our choice.</summary>
    public static readonly TimeSpan TimeToSubmit = TimeSpan.FromDays(7);

    /// <summary>
    /// From a reviewer's question to the holder's reply. Long enough to get a new document; our choice.
    /// </summary>
    public static readonly TimeSpan TimeToReply = TimeSpan.FromDays(30);

    /// <summary>How long a <em>This wasn't me</em> link at an old address works, also after completion.</summary>
    public static readonly TimeSpan ObjectionLinkLife = TimeSpan.FromDays(7);

    /// <summary>The losses that the wizard offers to this account.</summary>
    public static IReadOnlyList<LostThing> Offered(AccountFacts facts)
    {
        var offered = new List<LostThing>();
        if (facts.HasAuthenticator) offered.Add(LostThing.Authenticator);
        if (facts.HasPhone) offered.Add(LostThing.Phone);
        offered.Add(LostThing.Email);
        if (facts.RecoveryCodesLeft > 0) offered.Add(LostThing.RecoveryCode);
        return offered;
    }

    /// <summary>Opens a case. The caller has checked the password before.</summary>
    public static OpenOutcome Open(CaseId id, AccountId account, AccountFacts facts, DateTimeOffset now) =>
        facts.IsFrozen
            ? new OpenOutcome.AccountFrozen()
            : new OpenOutcome.Opened(new RecoveryCase
            {
                CaseId = id,
                AccountId = account,
                State = CaseState.Choosing,
                OpenedAt = now,
                ExpiresAt = now + TimeToSubmit,
            });

    /// <summary>
    /// Chooses the loss and computes the requirements. The holder may choose again until the submission; this makes
    /// proven codes void, so that proofs for different choices are never combined.
    /// </summary>
    public static ChooseOutcome ChooseLost(RecoveryCase @case, IReadOnlyCollection<LostThing> lost, bool acceptWarnings,
        AccountFacts facts, RecoveryPolicy policy, DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Choosing, CaseState.Proving) is { } why)
            return new ChooseOutcome.NotNow(why, @case.State);
        if (!acceptWarnings) return new ChooseOutcome.WarningsNotAccepted();
        if (!lost.Any(thing => thing != LostThing.RecoveryCode)) return new ChooseOutcome.NothingChosen();
        if (lost.Except(Offered(facts)).Any()) return new ChooseOutcome.NotOffered();

        return policy.Decide(lost, facts) switch
        {
            PolicyDecision.Require require =>
                new ChooseOutcome.Chosen(Choose(@case, [.. lost.Distinct().Order()], require, now)),
            PolicyDecision.SignInInstead instead => new ChooseOutcome.SignInInstead(instead.Hold),
            PolicyDecision.Refused refused => new ChooseOutcome.RefusedByPolicy(refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static RecoveryCase Choose(RecoveryCase @case, IReadOnlyList<LostThing> lost,
        PolicyDecision.Require require, DateTimeOffset now) => @case with
    {
        State = CaseState.Proving,
        Lost = lost,
        // Ids are never used twice, so a code that was sent for an earlier choice fits no requirement.
        Requirements = [.. require.Kinds.Select(
            (kind, index) => Fresh(@case, kind, @case.RequirementsIssued + index + 1))],
        RequirementsIssued = @case.RequirementsIssued + require.Kinds.Count,
        RowName = require.RowName,
        ReviewersNeeded = require.Reviewers,
        Objection = require.Objection,
        Hold = require.Hold,
        ChosenAt = now,
    };

    private static Requirement Fresh(RecoveryCase @case, RequirementKind kind, int number) =>
        // Answers are given once in a case: another choice is not a second try.
        kind == RequirementKind.SecurityQuestions && @case.Answers is { } given
            ? new Requirement($"r{number}", kind, RequirementState.Submitted, given.At)
            : new Requirement($"r{number}", kind);

    private static Obstacle? ObstacleTo(RecoveryCase @case, AccountFacts facts, DateTimeOffset now,
        params IReadOnlyList<CaseState> allowed) =>
        ObstacleTo(@case, now, allowed) ?? (facts.IsFrozen ? Obstacle.AccountFrozen : null);

    private static Obstacle? ObstacleTo(RecoveryCase @case, DateTimeOffset now, params IReadOnlyList<CaseState> allowed)
    {
        if (!@case.IsLive) return Obstacle.CaseEnded;
        if (!allowed.Contains(@case.State)) return Obstacle.NotThisStep;
        return HasExpired(@case, now) ? Obstacle.CaseExpired : null;
    }

    private static bool HasExpired(RecoveryCase @case, DateTimeOffset now) => @case.ExpiresAt is { } end && now >= end;

    private static RecoveryCase With(RecoveryCase @case, Requirement changed) =>
        @case with
        {
            Requirements = [.. @case.Requirements.Select(
                requirement => requirement.Id == changed.Id ? changed : requirement)],
        };
}
