using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>
/// The states of one valid case: the holder has every factor and a verified identity, and lost authenticator and phone.
/// </summary>
internal static class Cases
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly AccountId Account = new(new Guid("01950000-0000-7000-8000-00000000000a"));
    public static readonly CaseId Case = new(new Guid("01950000-0000-7000-8000-00000000000c"));
    public static readonly VerificationId Verification = new(new Guid("01950000-0000-7000-8000-00000000000e"));
    public static readonly FactorId Phone = new(new Guid("01950000-0000-7000-8000-0000000000f0"));
    public static readonly StaffId Ann = new(new Guid("01950000-0000-7000-8000-0000000000a1"));
    public static readonly StaffId Ben = new(new Guid("01950000-0000-7000-8000-0000000000b2"));

    public static readonly AccountFacts Full = new()
    {
        IdentityVerified = true,
        HasAuthenticator = true,
        HasPhone = true,
        HasSecurityQuestions = true,
    };
    public static readonly AccountFacts Basic = Full with { IdentityVerified = false };
    public static readonly AccountFacts Frozen = Full with { IsFrozen = true };

    public static readonly RecoveryCase Choosing = Opened(Start);

    // r1 email_code, r2 new_phone_code, r3 security_questions, r4 identity; two reviewers, 24 h, 48 h.
    public static readonly RecoveryCase Proving = Choose(Choosing, Full, LostThing.Authenticator, LostThing.Phone);
    public static readonly RecoveryCase Proven = ProveAll(Proving);
    public static readonly RecoveryCase InReview = Submit(Proven);
    public static readonly RecoveryCase ClaimedByAnn = Claim(InReview, Ann);
    public static readonly RecoveryCase ApprovedByAnn = Decide(ClaimedByAnn, Approve(Ann));
    public static readonly RecoveryCase Objection = Decide(Claim(ApprovedByAnn, Ben), Approve(Ben));
    public static readonly RecoveryCase MoreInformation = Decide(ClaimedByAnn,
        new ReviewVerdict(Ann, Verdict.MoreInformation, ReviewReason.PictureUnreadable, Pictures: [PictureSlot.Front]));
    public static readonly RecoveryCase Refused = Decide(ClaimedByAnn, Refuse(Ann));
    public static readonly RecoveryCase Cancelled =
        ((CancelOutcome.Cancelled)RecoveryRules.Cancel(Proving, CancelCause.Holder, Start)).Case;
    public static readonly RecoveryCase Expired =
        ((ExpireOutcome.Expired)RecoveryRules.Expire(Proving, Start.AddDays(7))).Case;
    public static readonly RecoveryCase Completed =
        ((CompleteOutcome.Completed)RecoveryRules.Complete(Objection, Full, Start.AddHours(24))).Case;

    public static RecoveryCase Opened(DateTimeOffset at) =>
        ((OpenOutcome.Opened)RecoveryRules.Open(Case, Account, Full, at)).Case;

    public static RecoveryCase Choose(RecoveryCase from, AccountFacts facts, params LostThing[] lost) =>
        ((ChooseOutcome.Chosen)RecoveryRules.ChooseLost(from, lost, acceptWarnings: true, facts, RecoveryPolicy.Default,
            Start)).Case;

    public static RecoveryCase ProveAll(RecoveryCase from)
    {
        var at = from;
        foreach (var requirement in from.Requirements) at = Prove(at, requirement.Kind);
        return at;
    }

    public static RecoveryCase Prove(RecoveryCase at, RequirementKind kind)
    {
        var requirement = at.Requirements.Single(one => one.Kind == kind);
        if (kind == RequirementKind.SecurityQuestions)
            return ((AnswersOutcome.Submitted)RecoveryRules.GiveAnswers(at, 2, 3, Full, Start)).Case;
        if (kind == RequirementKind.Identity)
            return ((EvidenceOutcome.Submitted)RecoveryRules.IdentitySubmitted(at, Evidence(Start), Full, Start)).Case;
        if (requirement.IsNewAddress)
            at = ((AddressOutcome.Named)RecoveryRules.NameAddress(at, requirement.Id, "hint", Full, Start)).Case;
        return ((ProofOutcome.Met)RecoveryRules.MarkCodeProven(at, ProofFor(at, kind), Full, Start)).Case;
    }

    public static CodeProof ProofFor(RecoveryCase at, RequirementKind kind)
    {
        var requirement = at.Requirements.Single(one => one.Kind == kind);
        return new CodeProof(at.CaseId, requirement.Id, kind, Start, kind == RequirementKind.PhoneCode ? Phone : null,
            requirement.AddressNumber);
    }

    public static IdentityVerification Evidence(DateTimeOffset submittedAt) => new()
    {
        VerificationId = Verification,
        AccountId = Account,
        CaseId = Case,
        Country = "VN",
        Kind = DocumentKind.Passport,
        SelfieCode = "ACEFHJ",
        State = IdentityState.Submitted,
        OpenedAt = Start,
        SubmittedAt = submittedAt,
        Pictures = [new(PictureSlot.Front, submittedAt), new(PictureSlot.Selfie, submittedAt)],
    };

    public static RecoveryCase Submit(RecoveryCase at) => RecoveryRules.Submit(at, Full, Start) switch
    {
        SubmitOutcome.InReview review => review.Case,
        SubmitOutcome.Objection objection => objection.Case,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    public static RecoveryCase Claim(RecoveryCase at, StaffId staff) =>
        ((ClaimOutcome.Claimed)RecoveryRules.Claim(at, staff, staffOwnsAccount: false, Start)).Case;

    public static RecoveryCase Decide(RecoveryCase at, ReviewVerdict verdict) => RecoveryRules.Decide(at, verdict,
        staffOwnsAccount: false, Full, Start) switch
    {
        DecideOutcome.AnotherNeeded another => another.Case,
        DecideOutcome.Approved approved => approved.Case,
        DecideOutcome.Refused refused => refused.Case,
        DecideOutcome.MoreInformation more => more.Case,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    public static ReviewVerdict Approve(StaffId staff) => new(staff, Verdict.Approve, ReviewReason.EvidenceMatches);

    public static ReviewVerdict Refuse(StaffId staff) => new(staff, Verdict.Refuse, ReviewReason.PersonDiffers);

    public static RecoveryCase Named(string state) => state switch
    {
        "choosing" => Choosing,
        "proving" => Proving,
        "proven" => Proven,
        "in_review" => InReview,
        "claimed" => ClaimedByAnn,
        "more_information" => MoreInformation,
        "objection" => Objection,
        "completed" => Completed,
        "refused" => Refused,
        "cancelled" => Cancelled,
        "expired" => Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
