using Sparekey.Core.Identity;

namespace Sparekey.Core.Recovery;

// Steps 3 to 5 of the wizard, and the submission.
public static partial class RecoveryRules
{
    /// <summary>
    /// Names or changes the address that will replace a lost phone or email, before a code is sent to it. A changed
    /// address is unproven.
    /// </summary>
    /// <param name="hint">The address with its middle hidden: <c>PhoneNumber.Hint</c> or <c>EmailAddress.Hint</c>. The
    /// server seals the address.</param>
    public static AddressOutcome NameAddress(RecoveryCase @case, string requirementId, string hint, AccountFacts facts,
        DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Proving) is { } why)
            return new AddressOutcome.NotNow(why, @case.State);
        var requirement = Find(@case, requirementId);
        if (requirement is not { IsNewAddress: true }) return new AddressOutcome.NotAsked();

        var number = requirement.AddressNumber + 1;
        return new AddressOutcome.Named(
            With(@case,
                requirement with
                {
                    State = RequirementState.Open,
                    MetAt = null,
                    AddressHint = hint,
                    AddressNumber = number,
                }),
            number);
    }

    /// <summary>
    /// Marks a requirement as met with a code that the server has judged right, if the code was made for exactly this
    /// requirement.
    /// </summary>
    public static ProofOutcome MarkCodeProven(RecoveryCase @case, CodeProof proof, AccountFacts facts,
        DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Proving) is { } why)
            return new ProofOutcome.NotNow(why, @case.State);
        if (proof.CaseId != @case.CaseId) return new ProofOutcome.Mismatch(ProofFault.AnotherCase);
        if (Find(@case, proof.RequirementId) is not { } requirement)
            return new ProofOutcome.Mismatch(ProofFault.AnotherRequirement);
        if (proof.Kind != requirement.Kind || !requirement.IsCode)
            return new ProofOutcome.Mismatch(ProofFault.AnotherKind);
        // The number of a new address is 0 until an address is named. Without an address nothing can be proven.
        if (proof.AddressNumber != requirement.AddressNumber
            || (requirement.IsNewAddress && requirement.AddressNumber == 0))
            return new ProofOutcome.Mismatch(ProofFault.AnotherAddress);
        if (proof.IssuedAt + Clocks.Apart < @case.OpenedAt) return new ProofOutcome.Mismatch(ProofFault.TooOld);
        if (requirement.State == RequirementState.Met) return new ProofOutcome.AlreadyMet();

        return new ProofOutcome.Met(
            With(@case, requirement with { State = RequirementState.Met, MetAt = now, FactorId = proof.FactorId }));
    }

    /// <summary>
    /// Takes the answers, right or wrong, once in a case. The requirement becomes submitted, never met.
    /// </summary>
    /// <param name="right">0 to <paramref name="asked"/>.</param>
    /// <param name="asked">1 or more.</param>
    public static AnswersOutcome GiveAnswers(RecoveryCase @case, int right, int asked, AccountFacts facts,
        DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(right, asked);
        if (ObstacleTo(@case, facts, now, CaseState.Proving) is { } why)
            return new AnswersOutcome.NotNow(why, @case.State);
        if (Find(@case, RequirementKind.SecurityQuestions) is not { } questions)
            return new AnswersOutcome.NotAsked();
        if (@case.Answers is not null) return new AnswersOutcome.AlreadyGiven();

        return new AnswersOutcome.Submitted(
            With(@case, questions with { State = RequirementState.Submitted, MetAt = now }) with
            {
                Answers = new AnswersGiven(right, asked, now),
            });
    }

    /// <summary>
    /// Attaches the submitted identity verification of this case. After another choice of the loss, the same
    /// verification may be attached again.
    /// </summary>
    public static EvidenceOutcome IdentitySubmitted(RecoveryCase @case, IdentityVerification verification,
        AccountFacts facts, DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Proving, CaseState.MoreInformation) is { } why)
            return new EvidenceOutcome.NotNow(why, @case.State);
        if (Find(@case, RequirementKind.Identity) is not { } identity)
            return new EvidenceOutcome.NotAsked();
        if (identity.IsGiven) return new EvidenceOutcome.AlreadySubmitted();
        if (verification.CaseId != @case.CaseId) return new EvidenceOutcome.Mismatch(ProofFault.AnotherCase);
        if (verification.AccountId != @case.AccountId) return new EvidenceOutcome.Mismatch(ProofFault.AnotherAccount);
        if (verification.State != IdentityState.Submitted) return new EvidenceOutcome.Mismatch(ProofFault.NotSubmitted);
        var notBefore = @case.State == CaseState.MoreInformation
            ? @case.MoreInformation?.AskedAt ?? @case.OpenedAt
            : @case.OpenedAt;
        if (verification.SubmittedAt is not { } submittedAt || submittedAt + Clocks.Apart < notBefore)
            return new EvidenceOutcome.Mismatch(ProofFault.TooOld);

        return new EvidenceOutcome.Submitted(
            With(@case, identity with { State = RequirementState.Submitted, MetAt = now }) with
            {
                Verification = verification.VerificationId,
            });
    }

    /// <summary>Submits the case.</summary>
    public static SubmitOutcome Submit(RecoveryCase @case, AccountFacts facts, DateTimeOffset now)
    {
        if (ObstacleTo(@case, facts, now, CaseState.Proving, CaseState.MoreInformation) is { } why)
            return new SubmitOutcome.NotNow(why, @case.State);
        var open = @case.OpenRequirements;
        if (open.Count > 0) return new SubmitOutcome.RequirementsOpen(open);

        var submitted = @case with { SubmittedAt = now, ExpiresAt = null };
        return @case.ReviewersNeeded > 0
            ? new SubmitOutcome.InReview(submitted with { State = CaseState.InReview, Approvals = [], Claim = null })
            : new SubmitOutcome.Objection(BeginObjection(submitted, now));
    }

    private static RecoveryCase BeginObjection(RecoveryCase @case, DateTimeOffset now) =>
        @case with
        {
            State = CaseState.Objection,
            DecidedAt = now,
            ObjectionUntil = now + @case.Objection,
            Claim = null,
        };

    private static Requirement? Find(RecoveryCase @case, string requirementId) =>
        @case.Requirements.FirstOrDefault(requirement => requirement.Id == requirementId);

    private static Requirement? Find(RecoveryCase @case, RequirementKind kind) =>
        @case.Requirements.FirstOrDefault(requirement => requirement.Kind == kind);
}
