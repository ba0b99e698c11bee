using Sparekey.Core.Recovery;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Tests.Recovery;

public sealed class SubmitTests
{
    [Fact]
    public void NamesWhatIsOpen()
    {
        var open = Assert.IsType<SubmitOutcome.RequirementsOpen>(
            RecoveryRules.Submit(Cases.Prove(Cases.Proving, EmailCode), Cases.Full, Cases.Start)).Open;

        Assert.Equal(["r2", "r3", "r4"], open.Select(requirement => requirement.Id));
    }

    [Fact]
    public void GoesToReview_WhenEverythingIsGiven()
    {
        var review = Assert.IsType<SubmitOutcome.InReview>(
            RecoveryRules.Submit(Cases.Proven, Cases.Full, Cases.Start.AddDays(6))).Case;

        Assert.Equal(Cases.Start.AddDays(6), review.SubmittedAt);
        Assert.Null(review.ExpiresAt);
    }

    [Fact]
    public void IsReadyAtOnce_WhenNobodyReviewsAndNobodyMayObject()
    {
        var lostPhone = Cases.ProveAll(Cases.Choose(Cases.Choosing, Cases.Full, LostThing.Phone));

        var ready =
            Assert.IsType<SubmitOutcome.Objection>(RecoveryRules.Submit(lostPhone, Cases.Full, Cases.Start)).Case;

        Assert.Equal(Cases.Start, ready.ObjectionUntil);
        Assert.IsType<CompleteOutcome.Completed>(RecoveryRules.Complete(ready, Cases.Full, Cases.Start));
    }

    [Fact]
    public void Refuses_WhenTimeHasRunOut() =>
        Assert.Equal(new SubmitOutcome.NotNow(Obstacle.CaseExpired, CaseState.Proving),
            RecoveryRules.Submit(Cases.Proven, Cases.Full, Cases.Start.AddDays(7)));
}
