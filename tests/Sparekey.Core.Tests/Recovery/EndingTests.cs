using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

public sealed class EndingTests
{
    private static Completion Complete(AccountFacts facts, params LostThing[] lost)
    {
        var at = Cases.Submit(Cases.ProveAll(Cases.Choose(Cases.Choosing, facts, lost)));
        foreach (var staff in new[] { Cases.Ann, Cases.Ben })
            if (at.State == CaseState.InReview) at = Cases.Decide(Cases.Claim(at, staff), Cases.Approve(staff));
        return Assert.IsType<CompleteOutcome.Completed>(
            RecoveryRules.Complete(at, facts, Cases.Start.AddDays(10))).Completion;
    }

    [Fact]
    public void ListsWhatMustHappen_WhenAuthenticatorAndPhoneAreLost()
    {
        var completion = Complete(Cases.Full, LostThing.Authenticator, LostThing.Phone);

        Assert.Equal([LostThing.Authenticator, LostThing.Phone], completion.Remove);
        Assert.Equal("r2", completion.BindNewPhone);
        Assert.Null(completion.BindNewEmail);
        Assert.True(completion.VoidRecoveryCodes);
        Assert.Equal(TimeSpan.FromHours(48), completion.HoldFor);
        Assert.Equal(Cases.Start.AddDays(12), completion.HoldUntil);
    }

    [Fact]
    public void ListsWhatMustHappen_WhenEverythingIsLost()
    {
        var completion = Complete(Cases.Full with { RecoveryCodesLeft = 2 }, LostThing.Email, LostThing.RecoveryCode,
            LostThing.Authenticator, LostThing.Phone);

        Assert.Equal([LostThing.Authenticator, LostThing.Phone, LostThing.Email], completion.Remove);
        Assert.Equal(("r1", "r2"), (completion.BindNewPhone, completion.BindNewEmail));
        Assert.Equal(TimeSpan.FromHours(120), completion.HoldFor);
    }

    [Fact]
    public void KeepsRecoveryCodes_WhenOnlyThePhoneIsLost() =>
        Assert.False(Complete(Cases.Full with { RecoveryCodesLeft = 5 }, LostThing.Phone).VoidRecoveryCodes);

    [Fact]
    public void VoidsRecoveryCodes_WhenTheyAreLostToo() =>
        Assert.True(Complete(Cases.Full with { RecoveryCodesLeft =
            5 }, LostThing.Phone, LostThing.RecoveryCode).VoidRecoveryCodes);

    [Fact]
    public void Waits_UntilTheObjectionWindowIsOver()
    {
        Assert.Equal(new CompleteOutcome.Waiting(Cases.Start.AddHours(24)),
            RecoveryRules.Complete(Cases.Objection, Cases.Full, Cases.Start.AddHours(24).AddTicks(-1)));
        Assert.IsType<CompleteOutcome.Completed>(
            RecoveryRules.Complete(Cases.Objection, Cases.Full, Cases.Start.AddHours(24)));
    }

    [Fact]
    public void Refuses_WhenFrozenAtTheFinish() =>
        Assert.Equal(new CompleteOutcome.NotNow(Obstacle.AccountFrozen, CaseState.Objection),
            RecoveryRules.Complete(Cases.Objection, Cases.Frozen, Cases.Start.AddDays(2)));

    // The rules never lead to these cases. A row that was edited by hand must not lead to a completion either.
    [Fact]
    public void ChecksAgain_WhateverIsStored()
    {
        var now = Cases.Start.AddDays(2);
        var codeUnmet = Cases.Objection with
        {
            Requirements = [
                Cases.Objection.Requirements[0] with { State = RequirementState.Submitted },
                .. Cases.Objection.Requirements.Skip(1),
            ],
        };
        var sameTwice = Cases.Objection with
        {
            Approvals = [Cases.Objection.Approvals[0], Cases.Objection.Approvals[0]],
        };

        Assert.IsType<CompleteOutcome.RequirementsUnmet>(RecoveryRules.Complete(codeUnmet, Cases.Full, now));
        Assert.IsType<CompleteOutcome.RequirementsUnmet>(
            RecoveryRules.Complete(Cases.Objection with { Requirements = [] }, Cases.Full, now));
        Assert.Equal(new CompleteOutcome.ApprovalsMissing(), RecoveryRules.Complete(sameTwice, Cases.Full, now));
        Assert.Equal(TimeSpan.FromHours(24),
            Assert.IsType<CompleteOutcome.Completed>(RecoveryRules.Complete(
                Cases.Objection with { Hold = TimeSpan.Zero }, Cases.Full, now)).Completion.HoldFor);
    }

    [Fact]
    public void Throws_WhenTheEndOfTheObjectionWindowIsMissing() => Assert.Contains(
        "has an end of its objection window",
        Assert.Throws<InvalidOperationException>(() => RecoveryRules.Complete(
            Cases.Objection with { ObjectionUntil = null }, Cases.Full, Cases.Start.AddDays(2))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Objector.OldAddress, EndReason.Objected)]
    [InlineData(Objector.Integrator, EndReason.AccountFrozen)]
    [InlineData(Objector.Staff, EndReason.AccountFrozen)]
    public void Stops_WhenSomebodyObjects(Objector by, EndReason reason)
    {
        var stopped = Assert.IsType<ObjectOutcome.Stopped>(
            RecoveryRules.Object(Cases.Objection, by, Cases.Start.AddDays(3))).Case;

        Assert.Equal((CaseState.Cancelled, reason), (stopped.State, stopped.Outcome?.Reason));
        Assert.IsType<CompleteOutcome.NotNow>(RecoveryRules.Complete(stopped, Cases.Full, Cases.Start.AddDays(3)));
    }

    [Theory]
    [InlineData(CancelCause.Holder, EndReason.Cancelled)]
    [InlineData(CancelCause.FoundAgain, EndReason.FoundAgain)]
    [InlineData(CancelCause.AddressTaken, EndReason.AddressTaken)]
    public void SaysWhyTheCaseWasCancelled(CancelCause cause, EndReason reason) =>
        Assert.Equal(reason,
            Assert.IsType<CancelOutcome.Cancelled>(
                RecoveryRules.Cancel(Cases.Objection, cause, Cases.Start)).Case.Outcome?.Reason);

    [Fact]
    public void Throws_WhenTheCauseDoesNotExist() => Assert.Throws<ArgumentOutOfRangeException>(
        () => RecoveryRules.Cancel(Cases.Objection, (CancelCause)3, Cases.Start));

    [Fact]
    public void KeepsNeitherClaimNorDeadline_WhenTheCaseEnds()
    {
        var ended = Assert.IsType<CancelOutcome.Cancelled>(RecoveryRules.Cancel(
            Cases.ClaimedByAnn with { ExpiresAt = Cases.Start }, CancelCause.Holder, Cases.Start.AddHours(1))).Case;

        Assert.Equal((Cases.Start.AddHours(1), null, null), (ended.EndedAt, ended.ExpiresAt, ended.Claim));
    }

    [Fact]
    public void SaysWhenItWillExpire()
    {
        Assert.Equal(new ExpireOutcome.NotYet(Cases.Start.AddDays(7)),
            RecoveryRules.Expire(Cases.Proving, Cases.Start.AddDays(7).AddTicks(-1)));
        Assert.Equal(new ExpireOutcome.NotYet(null), RecoveryRules.Expire(Cases.InReview, Cases.Start.AddYears(1)));
        Assert.Equal(new ExpireOutcome.NotYet(Cases.Start.AddDays(30)),
            RecoveryRules.Expire(Cases.MoreInformation, Cases.Start.AddDays(29)));
    }

    [Fact]
    public void SaysHowLongItTakes()
    {
        var howLong = HowLong.Of(Cases.Proving, expectedReview: TimeSpan.FromHours(4));

        Assert.Equal(TimeSpan.FromHours(32), howLong.UntilDone);
        Assert.Equal(TimeSpan.Zero,
            HowLong.Of(Cases.Choose(Cases.Choosing, Cases.Full, LostThing.Phone), TimeSpan.FromHours(4)).UntilDone);
        Assert.Equal(new HowLong(TimeSpan.FromHours(8), TimeSpan.FromHours(24)),
            HowLong.Of(Assert.IsType<PolicyDecision.Require>(RecoveryPolicy.Default.Decide(
                [LostThing.Authenticator, LostThing.Phone], Cases.Full)), TimeSpan.FromHours(4)));
    }
}
