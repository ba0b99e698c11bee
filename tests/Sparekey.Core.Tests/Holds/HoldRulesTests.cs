using Sparekey.Core.Accounts;
using Sparekey.Core.Holds;
using Sparekey.Core.Tests.Recovery;

namespace Sparekey.Core.Tests.Holds;

public sealed class HoldRulesTests
{
    private static readonly DateTimeOffset Now = Cases.Start;
    private static readonly HoldId Id = new(new Guid("01950000-0000-7000-8000-000000000001"));

    private static Hold Place(HoldReason reason, TimeSpan? length, DateTimeOffset now, params Hold[] holds) =>
        HoldRules.Place(Id, Cases.Account, reason, length, holds, now);

    private static Hold Reset(DateTimeOffset now, params Hold[] holds) =>
        Place(HoldReason.SecurityReset, HoldRules.AfterReset, now, holds);

    [Fact]
    public void BlocksNothing_WithoutHolds() => Assert.Equal((false, null, 0), Told([], Now));

    [Fact]
    public void Blocks_UntilTheLastHoldEnds()
    {
        Hold[] holds = [Place(HoldReason.FactorChanged, HoldRules.AfterFactorChange, Now), Reset(Now)];

        Assert.Equal((true, Now.AddHours(48), 2), Told(holds, Now));
        Assert.Equal((true, Now.AddHours(48), 1), Told(holds, Now.AddHours(24)));
        Assert.Equal((false, null, 0), Told(holds, Now.AddHours(48)));
    }

    [Fact]
    public void HasNoEnd_WhenFrozen() =>
        Assert.Equal((true, null, 2), Told([Reset(Now), Place(HoldReason.Frozen, null, Now)], Now.AddHours(1)));

    [Fact]
    public void BlocksAtOnce_WhenAnotherClockIsBehind() =>
        Assert.True(HoldRules.Withdrawals([Reset(Now)], Now.AddSeconds(-2)).Blocked);

    [Fact]
    public void StartsAnew_OnAFurtherReset() =>
        Assert.Equal(Now.AddHours(88), Reset(Now.AddHours(40), Reset(Now)).Until);

    [Fact]
    public void NeverGetsShorter_OnAFurtherReset()
    {
        var heavy = Place(HoldReason.SecurityReset, HoldRules.AfterHeavyReset, Now);

        Assert.Equal(Now.AddHours(120), Reset(Now.AddHours(1), heavy).Until);
        Assert.Equal(Now.AddHours(169), Reset(Now.AddHours(121), heavy).Until);
    }

    [Fact]
    public void StaysEndless_WhenTheIntegratorAsksAgainWithAnEnd() =>
        Assert.Null(Place(HoldReason.Integrator, TimeSpan.FromHours(1), Now,
            Place(HoldReason.Integrator, null, Now)).Until);

    [Theory]
    [InlineData(HoldReason.SecurityReset, 23)]
    [InlineData(HoldReason.FactorChanged, 0)]
    [InlineData(HoldReason.SecurityReset, null)]
    [InlineData(HoldReason.Frozen, 48)]
    [InlineData(HoldReason.Integrator, 0)]
    public void Throws_WhenTheLengthDoesNotFit(HoldReason reason, int? hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Place(reason, hours is { } length ? TimeSpan.FromHours(length) : null, Now));

    [Theory]
    [InlineData(HoldReason.SecurityReset, 24)]
    [InlineData(HoldReason.FactorChanged, 24)]
    [InlineData(HoldReason.Frozen, null)]
    [InlineData(HoldReason.Integrator, null)]
    [InlineData(HoldReason.Integrator, 1)]
    public void TakesTheShortestLength_OfEachReason(HoldReason reason, int? hours)
    {
        var hold = Place(reason, hours is { } length ? TimeSpan.FromHours(length) : null, Now);

        Assert.Equal(
            new Hold(Id, Cases.Account, reason, Now, hours is { } end ? Now.AddHours(end) : null),
            hold);
    }

    [Fact]
    public void NamesTheReason_WhenTheLengthDoesNotFit() => Assert.Contains(
        "No hold for security_reset has this length",
        Assert.Throws<ArgumentOutOfRangeException>(() => Place(HoldReason.SecurityReset, TimeSpan.Zero, Now)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Throws_WhenTheReasonDoesNotExist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Place((HoldReason)4, TimeSpan.FromHours(48), Now));

    // Each of these holds ends later than the new one, and none of them is extended by it.
    [Fact]
    public void IgnoresHolds_OfAnotherAccountOrReasonAndThoseThatAreOver()
    {
        var integrator = Place(HoldReason.Integrator, TimeSpan.FromHours(500), Now);
        var elsewhere = integrator with { AccountId = new(Guid.Empty), Reason = HoldReason.SecurityReset };
        var over = integrator with { Reason = HoldReason.SecurityReset, Until = Now };

        Assert.Equal(Now.AddHours(48), Reset(Now, integrator, elsewhere, over).Until);
    }

    [Fact]
    public void NeverEnds_WhenTheIntegratorAsksAgainWithoutAnEnd() =>
        Assert.Null(Place(HoldReason.Integrator, null, Now,
            Place(HoldReason.Integrator, TimeSpan.FromHours(1), Now)).Until);

    [Fact]
    public void ListsTheLongestHoldFirst()
    {
        var frozen = Place(HoldReason.Frozen, null, Now);
        var changed = Place(HoldReason.FactorChanged, HoldRules.AfterFactorChange, Now);

        Assert.Equal([HoldReason.Frozen, HoldReason.SecurityReset, HoldReason.FactorChanged],
            HoldRules.Withdrawals([changed, Reset(Now), frozen], Now).Reasons.Select(hold => hold.Reason));
    }

    private static (bool Blocked, DateTimeOffset? Until, int Reasons) Told(Hold[] holds, DateTimeOffset now)
    {
        var state = HoldRules.Withdrawals(holds, now);
        return (state.Blocked, state.Until, state.Reasons.Count);
    }
}
