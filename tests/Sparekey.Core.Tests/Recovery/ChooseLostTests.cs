using Sparekey.Core.Recovery;
using static Sparekey.Core.Recovery.LostThing;

namespace Sparekey.Core.Tests.Recovery;

public sealed class ChooseLostTests
{
    private static ChooseOutcome Choose(AccountFacts facts, RecoveryCase at, params LostThing[] lost) =>
        RecoveryRules.ChooseLost(at, lost, acceptWarnings: true, facts, RecoveryPolicy.Default,
            Cases.Start.AddMinutes(5));

    [Fact]
    public void OpensNothing_WhenAccountIsFrozen() =>
        Assert.IsType<OpenOutcome.AccountFrozen>(
            RecoveryRules.Open(Cases.Case, Cases.Account, Cases.Frozen, Cases.Start));

    [Fact]
    public void Offers_WhatTheAccountHas()
    {
        Assert.Equal([Email], RecoveryRules.Offered(new AccountFacts()));
        Assert.Equal([Authenticator, Phone, Email], RecoveryRules.Offered(Cases.Full));
        Assert.Equal([Authenticator, Phone, Email, RecoveryCode],
            RecoveryRules.Offered(Cases.Full with { RecoveryCodesLeft = 1 }));
    }

    [Fact]
    public void ShowsRequirements_WhenChosen()
    {
        var chosen =
            Assert.IsType<ChooseOutcome.Chosen>(Choose(Cases.Full, Cases.Choosing, Phone, Authenticator, Phone)).Case;

        Assert.Equal([Authenticator, Phone], chosen.Lost);
        Assert.Equal("r1 email_code, r2 new_phone_code, r3 security_questions, r4 identity",
            string.Join(", ",
                chosen.Requirements.Select(requirement => $"{requirement.Id} {WireName.Of(requirement.Kind)}")));
        Assert.Equal("authenticator_phone", chosen.RowName);
        Assert.Equal(2, chosen.ReviewersNeeded);
        Assert.Equal(TimeSpan.FromHours(24), chosen.Objection);
        Assert.Equal(TimeSpan.FromHours(48), chosen.Hold);
        Assert.Equal(Cases.Start.AddDays(7), chosen.ExpiresAt);
    }

    [Fact]
    public void Refuses_WhenWarningsAreNotAccepted() =>
        Assert.IsType<ChooseOutcome.WarningsNotAccepted>(
            RecoveryRules.ChooseLost(Cases.Choosing, [Phone], false, Cases.Full, RecoveryPolicy.Default, Cases.Start));

    [Fact]
    public void Refuses_WhenNothingButCodesIsLost()
    {
        Assert.IsType<ChooseOutcome.NothingChosen>(Choose(Cases.Full, Cases.Choosing));
        Assert.IsType<ChooseOutcome.NothingChosen>(
            Choose(Cases.Full with { RecoveryCodesLeft = 4 }, Cases.Choosing, RecoveryCode));
    }

    [Fact]
    public void Refuses_WhenTheAccountNeverHadIt() =>
        Assert.All<LostThing>([Phone, RecoveryCode],
            thing => Assert.IsType<ChooseOutcome.NotOffered>(
                Choose(new AccountFacts { HasAuthenticator = true }, Cases.Choosing, Email, thing)));

    [Fact]
    public void PointsToTheOtherWay_WhenThereIsOne()
    {
        var withCodes = Cases.Full with { RecoveryCodesLeft = 3 };

        Assert.Equal(new ChooseOutcome.SignInInstead(TimeSpan.FromHours(24)),
            Choose(withCodes, Cases.Choosing, Authenticator));
        Assert.IsType<ChooseOutcome.Chosen>(Choose(withCodes, Cases.Choosing, Authenticator, RecoveryCode));
    }

    [Fact]
    public void Refuses_WhenEverythingIsLostAndIdentityWasNeverVerified() =>
        Assert.Equal(new ChooseOutcome.RefusedByPolicy("nothing_left_to_prove"),
            Choose(Cases.Basic, Cases.Choosing, Authenticator, Phone, Email));

    [Fact]
    public void VoidsProofs_WhenChosenAgain()
    {
        var proven = Cases.Prove(Cases.Proving, RequirementKind.EmailCode);

        var again = Assert.IsType<ChooseOutcome.Chosen>(Choose(Cases.Full, proven, Authenticator, Phone)).Case;

        Assert.Equal(["r5", "r6", "r7", "r8"], again.Requirements.Select(requirement => requirement.Id));
        Assert.All(again.Requirements, requirement => Assert.Equal(RequirementState.Open, requirement.State));
        Assert.Equal(new ProofOutcome.Mismatch(ProofFault.AnotherRequirement),
            RecoveryRules.MarkCodeProven(again, Cases.ProofFor(proven, RequirementKind.EmailCode), Cases.Full,
                Cases.Start));
    }

    [Fact]
    public void KeepsAnswers_WhenChosenAgain()
    {
        var answered = Cases.Prove(Cases.Proving, RequirementKind.SecurityQuestions);

        var again = Assert.IsType<ChooseOutcome.Chosen>(Choose(Cases.Full, answered, Authenticator)).Case;

        Assert.Equal(
            new Requirement("r7", RequirementKind.SecurityQuestions, RequirementState.Submitted, Cases.Start),
            again.Requirements[2]);
        Assert.IsType<AnswersOutcome.AlreadyGiven>(RecoveryRules.GiveAnswers(again, 3, 3, Cases.Full, Cases.Start));
    }

    [Fact]
    public void DoesNotProlong_WhenChosenAgain() =>
        Assert.Equal(Cases.Start.AddDays(7), Assert.IsType<ChooseOutcome.Chosen>(
            RecoveryRules.ChooseLost(Cases.Proving, [Phone], true, Cases.Full, RecoveryPolicy.Default,
                Cases.Start.AddDays(6))).Case.ExpiresAt);
}
