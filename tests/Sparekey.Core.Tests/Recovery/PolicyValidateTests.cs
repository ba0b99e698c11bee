using Sparekey.Core.Recovery;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>The default table is valid; each test spoils one row.</summary>
public sealed class PolicyValidateTests
{
    private static IReadOnlyList<PolicyProblem> Spoil(string row, Func<PolicyRow, PolicyRow> change) =>
        new RecoveryPolicy([.. RecoveryPolicy.Default.Rows.Select(one => one.Name == row
            ? change(one)
            : one)]).Validate();

    private static IReadOnlyList<PolicyProblem> SpoilRequire(string row,
        Func<RowDecision.Require, RowDecision> change) =>
        Spoil(row, one => one with { Decision = change((RowDecision.Require)one.Decision) });

    private static void AssertOnly(string row, PolicyFault fault, IReadOnlyList<PolicyProblem> problems)
    {
        var problem = Assert.Single(problems);
        Assert.Equal((row, fault), (problem.Row, problem.Fault));
    }

    [Fact]
    public void Refuses_WhenAnswersAloneAreEnough() =>
        Assert.Contains(
            new RecoveryPolicy([new PolicyRow("by_answers", [LostThing.Authenticator], new(IdentityVerified: true),
                new RowDecision.Require([SecurityQuestions], 2, TimeSpan.FromHours(72), TimeSpan.FromHours(120)))])
                    .Validate(),
            problem => problem is { Row: "by_answers", Fault: PolicyFault.MetByAnswersAlone });

    [Fact]
    public void Refuses_WhenOneMailboxIsEnough() =>
        AssertOnly("authenticator_basic", PolicyFault.MetByOneMailbox,
            SpoilRequire("authenticator_basic", row => row with { Kinds = [EmailCode, SecurityQuestions] }));

    [Fact]
    public void Refuses_WhenOneMailboxAndANewPhoneAreEnough() =>
        AssertOnly("phone", PolicyFault.MetByOneMailbox,
            SpoilRequire("phone", row => row with { Kinds = [EmailCode, NewPhoneCode], Reviewers = 3 }));

    [Fact]
    public void Refuses_WhenOneSimIsEnough() =>
        AssertOnly("email", PolicyFault.MetByOneSim,
            SpoilRequire("email", row => row with { Kinds = [PhoneCode, NewEmailCode, SecurityQuestions] }));

    [Fact]
    public void Refuses_WhenIdentityHasNoReviewer() =>
        AssertOnly("email", PolicyFault.IdentityWithoutReviewer,
            SpoilRequire("email", row => row with { Reviewers = 0 }));

    [Fact]
    public void Refuses_WhenTheHoldIsShorterThanADay() =>
        AssertOnly("phone", PolicyFault.HoldTooShort,
            SpoilRequire("phone", row => row with { Hold = TimeSpan.FromHours(23) }));

    [Fact]
    public void Refuses_WhenTheHoldOfTheOtherWayIsShorterThanADay() =>
        AssertOnly("authenticator_another_way", PolicyFault.HoldTooShort,
            Spoil("authenticator_another_way",
                row => row with { Decision = new RowDecision.SignInInstead(TimeSpan.Zero) }));

    [Fact]
    public void Refuses_WhenNoOldAddressIsProvenAndNobodyMayObject() =>
        AssertOnly("phone_email", PolicyFault.ObjectionMissing,
            SpoilRequire("phone_email", row => row with { Objection = TimeSpan.Zero }));

    [Fact]
    public void Refuses_WhenAnAccountWithoutPhoneHasNobodyToObject() =>
        AssertOnly("authenticator_email", PolicyFault.ObjectionMissing,
            SpoilRequire("authenticator_email", row => row with { Objection = TimeSpan.Zero }));

    [Fact]
    public void Refuses_WhenEverythingIsLostAndIdentityNeedNotBeVerified() =>
        Assert.Contains(Spoil("everything", row => row with { When = RowCondition.Any }),
            problem => problem is { Row: "everything", Fault: PolicyFault.AllLostWithoutVerifiedIdentity });

    [Fact]
    public void Refuses_WhenARowIsNeverReached() =>
        AssertOnly("too_late", PolicyFault.Unreachable, new RecoveryPolicy(
            [
                .. RecoveryPolicy.Default.Rows,
                new PolicyRow("too_late", [LostThing.Phone], new(IdentityVerified: true),
                    new RowDecision.Refuse("never")),
            ]).Validate());

    [Fact]
    public void Refuses_WhenALossHasNoRow()
    {
        var problems = new RecoveryPolicy([.. RecoveryPolicy.Default.Rows.Where(
            row => row.Name is not ("phone" or "everything_never_verified"))]).Validate();

        Assert.All(problems, problem => Assert.Equal(PolicyFault.Uncovered, problem.Fault));
        Assert.Equal(
            ["authenticator + phone + email", "authenticator + phone + email + recovery_code", "phone",
                "phone + recovery_code"],
            problems.Select(problem => problem.Row).Order());
    }

    [Fact]
    public void Refuses_WhenOnlyATierHasARow() =>
        AssertOnlyUncovered(Spoil("email", row => row with { When = new(Tiers: ["gold"]) }));

    [Fact]
    public void Refuses_WhenOnlyAccountsWithCodesHaveARow() =>
        Assert.Equal(["phone", "phone + recovery_code"],
            Spoil("phone", row => row with { When = new(HasAnotherWay: true) })
                .Where(problem => problem.Fault == PolicyFault.Uncovered).Select(problem => problem.Row).Order());

    private static void AssertOnlyUncovered(IReadOnlyList<PolicyProblem> problems)
    {
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(PolicyFault.Uncovered, problem.Fault));
    }

    [Fact]
    public void Refuses_WhenSigningInInsteadIsImpossible() =>
        Assert.Contains(Spoil("authenticator_another_way", row => row with { When = RowCondition.Any }),
            problem => problem is { Row: "authenticator_another_way", Fault: PolicyFault.NoOtherWay });

    [Fact]
    public void Refuses_WhenARowAsksForWhatIsLost() =>
        AssertOnly("phone", PolicyFault.RequiresWhatIsLost,
            SpoilRequire("phone", row => row with { Kinds = [.. row.Kinds, PhoneCode] }));

    [Fact]
    public void Refuses_WhenALostAddressIsNotReplaced() =>
        AssertOnly("email", PolicyFault.NewAddressMissing,
            SpoilRequire("email", row => row with { Kinds = [.. row.Kinds.Where(kind => kind != NewEmailCode)] }));

    [Fact]
    public void Refuses_WhenAnAddressIsReplacedThatIsNotLost() =>
        AssertOnly("email", PolicyFault.NewAddressNotLost,
            SpoilRequire("email", row => row with { Kinds = [.. row.Kinds, NewPhoneCode] }));

    [Theory]
    [InlineData(6, 0, 48)]
    [InlineData(-1, 0, 48)]
    [InlineData(0, -1, 48)]
    [InlineData(0, 721, 48)]
    [InlineData(0, 0, 721)]
    public void Refuses_WhenANumberIsOutOfBounds(int reviewers, int objectionHours, int holdHours) =>
        AssertOnly("phone", PolicyFault.OutOfBounds,
            SpoilRequire("phone",
                row => row with
                {
                    Reviewers = reviewers,
                    Objection = TimeSpan.FromHours(objectionHours),
                    Hold = TimeSpan.FromHours(holdHours),
                }));

    [Theory]
    [InlineData(0, 0, 24)]
    [InlineData(5, 720, 720)]
    public void Accepts_WhenANumberIsAtItsBound(int reviewers, int objectionHours, int holdHours) =>
        Assert.Empty(SpoilRequire("phone",
            row => row with
            {
                Reviewers = reviewers,
                Objection = TimeSpan.FromHours(objectionHours),
                Hold = TimeSpan.FromHours(holdHours),
            }));

    [Fact]
    public void Refuses_WhenNamesAreMissingOrTaken()
    {
        AssertOnly("", PolicyFault.NameMissing, Spoil("phone", row => row with { Name = "" }));
        AssertOnly("email", PolicyFault.NameTaken, Spoil("phone", row => row with { Name = "email" }));
        AssertOnly("everything_never_verified", PolicyFault.ReasonMissing,
            Spoil("everything_never_verified", row => row with { Decision = new RowDecision.Refuse("") }));
    }

    [Fact]
    public void Refuses_WhenARowIsForNoLoss() =>
        Assert.Contains(Spoil("phone", row => row with { Lost = [] }),
            problem => problem is { Row: "phone", Fault: PolicyFault.NothingLost });

    [Theory]
    [InlineData("authenticator_phone", RequirementKind.AuthenticatorCode)]
    [InlineData("authenticator_email", RequirementKind.EmailCode)]
    [InlineData("phone_email", RequirementKind.PhoneCode)]
    public void Refuses_WhenALostThingMustBeShown(string row, RequirementKind kind) =>
        AssertOnly(row, PolicyFault.RequiresWhatIsLost,
            SpoilRequire(row, one => one with { Kinds = [.. one.Kinds, kind] }));

    [Fact]
    public void Refuses_WhenALostPhoneIsNotReplaced() =>
        AssertOnly("phone", PolicyFault.NewAddressMissing,
            SpoilRequire("phone", row => row with { Kinds = [EmailCode, AuthenticatorCode] }));

    [Fact]
    public void Refuses_WhenAnEmailAddressIsReplacedThatIsNotLost() =>
        AssertOnly("phone", PolicyFault.NewAddressNotLost,
            SpoilRequire("phone", row => row with { Kinds = [.. row.Kinds, NewEmailCode] }));

    [Fact]
    public void Refuses_WhenARowIsForLostCodes() =>
        Assert.Contains(Spoil("phone", row => row with { Lost = [LostThing.Phone, LostThing.RecoveryCode] }),
            problem => problem is { Row: "phone", Fault: PolicyFault.NothingLost });
}
