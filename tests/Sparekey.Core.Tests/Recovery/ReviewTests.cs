using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

public sealed class ReviewTests
{
    private static readonly DateTimeOffset Later = Cases.Start.AddHours(2);

    private static DecideOutcome Decide(RecoveryCase at, ReviewVerdict verdict, bool own = false) =>
        RecoveryRules.Decide(at, verdict, own, Cases.Full, Later);

    [Fact]
    public void NeedsAnotherPerson_WhenTwoMustApprove()
    {
        var once =
            Assert.IsType<DecideOutcome.AnotherNeeded>(Decide(Cases.ClaimedByAnn, Cases.Approve(Cases.Ann))).Case;

        Assert.Null(once.Claim);
        Assert.Equal(RequirementState.Submitted, once.Requirements[3].State);
        Assert.IsType<ClaimOutcome.AlreadyDecidedByYou>(RecoveryRules.Claim(once, Cases.Ann, false, Later));
        Assert.IsType<DecideOutcome.AlreadyDecidedByYou>(Decide(once, Cases.Approve(Cases.Ann)));
        Assert.IsType<DecideOutcome.AlreadyDecidedByYou>(
            Decide(once with { Claim = new ReviewClaim(Cases.Ann, Later) }, Cases.Approve(Cases.Ann)));
        Assert.IsType<DecideOutcome.AlreadyDecidedByYou>(Decide(Cases.Claim(once, Cases.Ben), Cases.Refuse(Cases.Ann)));
    }

    [Fact]
    public void BeginsObjection_WhenTheLastApprovalComes()
    {
        var approved = Assert.IsType<DecideOutcome.Approved>(
            Decide(Cases.Claim(Cases.ApprovedByAnn, Cases.Ben), Cases.Approve(Cases.Ben))).Case;

        Assert.Equal(CaseState.Objection, approved.State);
        Assert.Equal(Later, approved.DecidedAt);
        Assert.Equal(Later.AddHours(24), approved.ObjectionUntil);
        Assert.Equal(RequirementState.Met, approved.Requirements[3].State);
        Assert.Equal(RequirementState.Submitted, approved.Requirements[2].State);
        Assert.Equal((Later, null), (approved.Requirements[3].MetAt, approved.Claim));
    }

    [Fact]
    public void Refuses_WhenItIsTheReviewersOwnAccount()
    {
        Assert.IsType<ClaimOutcome.OwnCase>(
            RecoveryRules.Claim(Cases.InReview, Cases.Ann, staffOwnsAccount: true, Later));
        Assert.IsType<DecideOutcome.OwnCase>(Decide(Cases.ClaimedByAnn, Cases.Approve(Cases.Ann), own: true));
        Assert.IsType<DecideOutcome.OwnCase>(Decide(Cases.ClaimedByAnn, Cases.Refuse(Cases.Ann), own: true));
    }

    [Fact]
    public void Refuses_WhenAnotherHasIt()
    {
        Assert.Equal(new ClaimOutcome.HeldByAnother(Cases.Ann),
            RecoveryRules.Claim(Cases.ClaimedByAnn, Cases.Ben, false, Cases.Start.AddMinutes(59)));
        Assert.IsType<DecideOutcome.NotClaimed>(Decide(Cases.ClaimedByAnn, Cases.Approve(Cases.Ben)));
        Assert.IsType<ReleaseOutcome.NotClaimed>(RecoveryRules.Release(Cases.ClaimedByAnn, Cases.Ben, Later));
    }

    [Fact]
    public void LetsAnotherTakeOver_WhenAClaimIsAnHourOld() =>
        Assert.Equal(Cases.Ben,
            Assert.IsType<ClaimOutcome.Claimed>(
                RecoveryRules.Claim(Cases.ClaimedByAnn, Cases.Ben, false, Cases.Start.AddMinutes(60))).Case.Claim?.By);

    [Theory]
    [InlineData(Verdict.Approve, ReviewReason.PersonDiffers)]
    [InlineData(Verdict.Refuse, ReviewReason.EvidenceMatches)]
    [InlineData(Verdict.MoreInformation, ReviewReason.TheftSuspected)]
    public void Refuses_WhenTheReasonBelongsToAnotherVerdict(Verdict verdict, ReviewReason reason) =>
        Assert.IsType<DecideOutcome.ReasonDoesNotFit>(
            Decide(Cases.ClaimedByAnn, new ReviewVerdict(Cases.Ann, verdict, reason)));

    [Fact]
    public void KnowsAVerdictForEveryReason() =>
        Assert.Equal(Enum.GetValues<ReviewReason>().Order(),
            Enum.GetValues<Verdict>().SelectMany(ReviewReasons.For).Order());

    [Fact]
    public void KnowsNoReason_OfAVerdictThatDoesNotExist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReviewReasons.For((Verdict)3));

    [Fact]
    public void EndsAtOnce_WhenOneRefuses()
    {
        var refused = Assert.IsType<DecideOutcome.Refused>(Decide(Cases.Claim(Cases.ApprovedByAnn, Cases.Ben),
            new ReviewVerdict(Cases.Ben, Verdict.Refuse, ReviewReason.DocumentForged, "Please visit us."))).Case;

        Assert.Equal(CaseState.Refused, refused.State);
        Assert.Equal(new CaseOutcome(EndReason.NotApproved, "Please visit us.", ReviewReason.DocumentForged),
            refused.Outcome);
        Assert.Equal((Later, Later, null), (refused.EndedAt, refused.DecidedAt, refused.Claim));
    }

    [Fact]
    public void OpensIdentityAndVoidsApprovals_WhenMoreIsAsked()
    {
        var asked = Assert.IsType<DecideOutcome.MoreInformation>(
            Decide(Cases.Claim(Cases.ApprovedByAnn, Cases.Ben),
                new ReviewVerdict(Cases.Ben, Verdict.MoreInformation, ReviewReason.PictureUnreadable,
                    "The left edge is cut off.", [PictureSlot.Front]))).Case;

        Assert.Equal(["r4"], asked.OpenRequirements.Select(requirement => requirement.Id));
        Assert.Empty(asked.Approvals);
        Assert.Equal(Later.AddDays(30), asked.ExpiresAt);
        Assert.Equal([PictureSlot.Front], asked.MoreInformation?.Pictures);
        Assert.Equal((ReviewReason.PictureUnreadable, "The left edge is cut off.", Later),
            (asked.MoreInformation?.Reason, asked.MoreInformation?.Message, asked.MoreInformation?.AskedAt));
        Assert.Equal((null, null, 4), (asked.Claim, asked.Requirements[3].MetAt, asked.RequirementsIssued));
    }

    [Fact]
    public void NeedsBothPeopleAgain_WhenMoreWasGiven()
    {
        var given = ((EvidenceOutcome.Submitted)RecoveryRules.IdentitySubmitted(Cases.MoreInformation,
            Cases.Evidence(Later), Cases.Full, Later)).Case;
        var again = Assert.IsType<SubmitOutcome.InReview>(RecoveryRules.Submit(given, Cases.Full, Later)).Case;

        Assert.Equal(Later, again.SubmittedAt);
        Assert.IsType<DecideOutcome.AnotherNeeded>(Decide(Cases.Claim(again, Cases.Ann), Cases.Approve(Cases.Ann)));
    }

    [Fact]
    public void AddsIdentity_WhenMoreIsAskedInACaseOfCodes()
    {
        var codes = Cases.Submit(Cases.ProveAll(Cases.Choose(Cases.Choosing, Cases.Basic, LostThing.Authenticator)));

        var asked = Assert.IsType<DecideOutcome.MoreInformation>(Decide(Cases.Claim(codes, Cases.Ann),
            new ReviewVerdict(Cases.Ann, Verdict.MoreInformation, ReviewReason.IdentityNeeded))).Case;

        Assert.Equal(new Requirement("r4", RequirementKind.Identity), Assert.Single(asked.OpenRequirements));
        Assert.Equal((4, 4), (asked.Requirements.Count, asked.RequirementsIssued));
        Assert.Empty(asked.MoreInformation!.Pictures);
    }
}
