using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>One valid proof; each test spoils one field.</summary>
public sealed class ProofTests
{
    // phone, authenticator, new email, identity
    private static readonly RecoveryCase Case = Cases.Choose(Cases.Choosing, Cases.Full, LostThing.Email);
    private static readonly CodeProof Valid = Cases.ProofFor(Case, RequirementKind.PhoneCode);

    private static ProofOutcome Mark(CodeProof proof, RecoveryCase? at = null) =>
        RecoveryRules.MarkCodeProven(at ?? Case, proof, Cases.Full, Cases.Start.AddMinutes(1));

    private static void AssertMismatch(ProofFault fault, ProofOutcome outcome) =>
        Assert.Equal(new ProofOutcome.Mismatch(fault), outcome);

    [Fact]
    public void Counts_WhenEverythingFits()
    {
        var met = Assert.IsType<ProofOutcome.Met>(Mark(Valid)).Case.Requirements[0];

        Assert.Equal(
            new Requirement("r1", RequirementKind.PhoneCode, RequirementState.Met, Cases.Start.AddMinutes(1),
                Cases.Phone),
            met);
    }

    [Fact]
    public void Refuses_WhenMadeForAnotherCase() =>
        AssertMismatch(ProofFault.AnotherCase, Mark(Valid with { CaseId = new CaseId(Cases.Account.Value) }));

    [Fact]
    public void Refuses_WhenMadeForAnotherKind() =>
        AssertMismatch(ProofFault.AnotherKind, Mark(Valid with { Kind = RequirementKind.AuthenticatorCode }));

    [Fact]
    public void Refuses_WhenMadeForAnotherRequirement()
    {
        AssertMismatch(ProofFault.AnotherKind, Mark(Valid with { RequirementId = "r2" }));
        AssertMismatch(ProofFault.AnotherRequirement, Mark(Valid with { RequirementId = "r9" }));
    }

    [Theory]
    [InlineData("r4", RequirementKind.Identity)]
    public void Refuses_WhenNoCodeIsAskedThere(string requirement, RequirementKind kind) =>
        AssertMismatch(ProofFault.AnotherKind, Mark(Valid with { RequirementId = requirement, Kind = kind }));

    [Fact]
    public void Refuses_WhenOlderThanTheCase() =>
        AssertMismatch(ProofFault.TooOld, Mark(Valid with { IssuedAt = Cases.Start.AddSeconds(-2).AddTicks(-1) }));

    // The case was opened by a node whose clock is ahead.
    [Fact]
    public void Counts_WhenItSeemsOlderByTwoSeconds() =>
        Assert.IsType<ProofOutcome.Met>(Mark(Valid with { IssuedAt = Cases.Start.AddSeconds(-2) }));

    [Fact]
    public void Refuses_WhenMetAlready() =>
        Assert.IsType<ProofOutcome.AlreadyMet>(Mark(Valid, Cases.Prove(Case, RequirementKind.PhoneCode)));

    [Fact]
    public void Refuses_WhenNoAddressWasNamed() =>
        AssertMismatch(ProofFault.AnotherAddress, Mark(Cases.ProofFor(Case, RequirementKind.NewEmailCode)));

    [Fact]
    public void Refuses_WhenTheAddressChangedMeanwhile()
    {
        var first = Assert.IsType<AddressOutcome.Named>(
            RecoveryRules.NameAddress(Case, "r3", "a•••@example.com", Cases.Full, Cases.Start));
        var second = Assert.IsType<AddressOutcome.Named>(
            RecoveryRules.NameAddress(first.Case, "r3", "b•••@example.com", Cases.Full, Cases.Start));

        Assert.Equal((1, 2), (first.AddressNumber, second.AddressNumber));
        AssertMismatch(ProofFault.AnotherAddress,
            Mark(Cases.ProofFor(first.Case, RequirementKind.NewEmailCode), second.Case));
        Assert.Equal(RequirementState.Met, NewEmail(Assert.IsType<ProofOutcome.Met>(
            Mark(Cases.ProofFor(second.Case, RequirementKind.NewEmailCode), second.Case)).Case));
    }

    [Fact]
    public void OpensTheRequirement_WhenAProvenAddressIsChanged()
    {
        var proven = Cases.Prove(Case, RequirementKind.NewEmailCode);

        var renamed = Assert.IsType<AddressOutcome.Named>(
            RecoveryRules.NameAddress(proven, "r3", "b•••@example.com", Cases.Full, Cases.Start)).Case;

        Assert.Equal(RequirementState.Met, NewEmail(proven));
        Assert.Equal(new Requirement("r3", RequirementKind.NewEmailCode, AddressHint: "b•••@example.com",
            AddressNumber: 2), renamed.Requirements[2]);
    }

    private static RequirementState NewEmail(RecoveryCase @case) =>
        @case.Requirements.Single(one => one.Kind == RequirementKind.NewEmailCode).State;

    [Theory]
    [InlineData("r1")]
    [InlineData("r4")]
    [InlineData("r9")]
    public void NamesNoAddress_WhenNoneIsAsked(string requirement) =>
        Assert.IsType<AddressOutcome.NotAsked>(
            RecoveryRules.NameAddress(Case, requirement, "hint", Cases.Full, Cases.Start));

    [Fact]
    public void Refuses_WhenTheCaseHasExpired() =>
        Assert.Equal(new ProofOutcome.NotNow(Obstacle.CaseExpired, CaseState.Proving),
            RecoveryRules.MarkCodeProven(Case, Valid, Cases.Full, Cases.Start.AddDays(7)));

    [Fact]
    public void Refuses_WhenTheAccountIsFrozen() =>
        Assert.Equal(new ProofOutcome.NotNow(Obstacle.AccountFrozen, CaseState.Proving),
            RecoveryRules.MarkCodeProven(Case, Valid, Cases.Frozen, Cases.Start));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void TakesAnswersOnce_RightOrWrong(int right)
    {
        var given = Assert.IsType<AnswersOutcome.Submitted>(
            RecoveryRules.GiveAnswers(Cases.Proving, right, 3, Cases.Full, Cases.Start)).Case;

        Assert.Equal(new AnswersGiven(right, 3, Cases.Start), given.Answers);
        Assert.Equal(RequirementState.Submitted,
            given.Requirements.Single(one => one.Kind == RequirementKind.SecurityQuestions).State);
        Assert.IsType<AnswersOutcome.AlreadyGiven>(RecoveryRules.GiveAnswers(given, 3, 3, Cases.Full, Cases.Start));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void Throws_WhenTheAnswersCannotBeCounted(int right, int asked) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => RecoveryRules.GiveAnswers(Cases.Proving, right, asked, Cases.Full, Cases.Start));

    [Fact]
    public void TakesOneAnswer_WhenOneIsAsked() => Assert.IsType<AnswersOutcome.Submitted>(
        RecoveryRules.GiveAnswers(Cases.Proving, 1, 1, Cases.Full, Cases.Start));

    [Fact]
    public void TakesNoAnswers_WhenNotAsked() =>
        Assert.IsType<AnswersOutcome.NotAsked>(RecoveryRules.GiveAnswers(Case, 3, 3, Cases.Full, Cases.Start));

    [Fact]
    public void TakesIdentity_WhenItBelongsToTheCase()
    {
        var given = Assert.IsType<EvidenceOutcome.Submitted>(
            RecoveryRules.IdentitySubmitted(Case, Cases.Evidence(Cases.Start), Cases.Full, Cases.Start)).Case;

        Assert.Equal(Cases.Verification, given.Verification);
        Assert.Equal(RequirementState.Submitted, given.Requirements[3].State);
        Assert.IsType<EvidenceOutcome.AlreadySubmitted>(
            RecoveryRules.IdentitySubmitted(given, Cases.Evidence(Cases.Start), Cases.Full, Cases.Start));
    }

    public static TheoryData<ProofFault> IdentityFaults =>
        [ProofFault.AnotherCase, ProofFault.AnotherAccount, ProofFault.NotSubmitted, ProofFault.TooOld];

    [Theory, MemberData(nameof(IdentityFaults))]
    public void RefusesIdentity_WhenOneThingIsWrong(ProofFault fault)
    {
        var evidence = Cases.Evidence(Cases.Start);
        var spoilt = fault switch
        {
            ProofFault.AnotherCase => evidence with { CaseId = null },
            ProofFault.AnotherAccount => evidence with { AccountId = new AccountId(Cases.Case.Value) },
            ProofFault.NotSubmitted => evidence with { State = IdentityState.Accepted },
            _ => evidence with { SubmittedAt = Cases.Start.AddSeconds(-2).AddTicks(-1) },
        };

        Assert.Equal(new EvidenceOutcome.Mismatch(fault),
            RecoveryRules.IdentitySubmitted(Case, spoilt, Cases.Full, Cases.Start));
    }

    [Fact]
    public void TakesIdentity_WhenItSeemsOlderByTwoSeconds() =>
        Assert.IsType<EvidenceOutcome.Submitted>(RecoveryRules.IdentitySubmitted(Case,
            Cases.Evidence(Cases.Start.AddSeconds(-2)), Cases.Full, Cases.Start));

    [Fact]
    public void RefusesIdentity_WhenItWasNeverSubmitted() =>
        Assert.Equal(new EvidenceOutcome.Mismatch(ProofFault.TooOld), RecoveryRules.IdentitySubmitted(Case,
            Cases.Evidence(Cases.Start) with { SubmittedAt = null }, Cases.Full, Cases.Start));

    [Fact]
    public void RefusesIdentity_WhenNotAsked() =>
        Assert.IsType<EvidenceOutcome.NotAsked>(RecoveryRules.IdentitySubmitted(
            Cases.Choose(Cases.Choosing, Cases.Full, LostThing.Phone), Cases.Evidence(Cases.Start), Cases.Full,
            Cases.Start));

    [Fact]
    public void RefusesIdentity_WhenItIsTheOneAlreadySeen()
    {
        var asked = RecoveryRules.Decide(Cases.ClaimedByAnn,
            new ReviewVerdict(Cases.Ann, Verdict.MoreInformation, ReviewReason.WrongDocument), false, Cases.Full,
            Cases.Start.AddHours(5));
        var waiting = Assert.IsType<DecideOutcome.MoreInformation>(asked).Case;

        Assert.Equal(new EvidenceOutcome.Mismatch(ProofFault.TooOld),
            RecoveryRules.IdentitySubmitted(waiting, Cases.Evidence(Cases.Start), Cases.Full, Cases.Start.AddHours(6)));
        Assert.IsType<EvidenceOutcome.Submitted>(RecoveryRules.IdentitySubmitted(
            waiting, Cases.Evidence(Cases.Start.AddHours(6)), Cases.Full, Cases.Start.AddHours(6)));
    }
}
