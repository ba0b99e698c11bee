using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class TotpFindStepTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();
    // RFC 6238 appendix B: the code of this step is 14050471, the code of the step before is 07081804
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);

    [Theory]
    [InlineData("050471", 0x23523ED)]
    [InlineData("081804", 0x23523EC)]
    public void FindsTheStep_OfTheCode(string code, long step) => Assert.Equal(step, Totp.FindStep(Key, code, Now));

    [Theory]
    [InlineData("")]
    [InlineData("05047")]
    [InlineData("0504710")]
    [InlineData("14050471")]
    [InlineData(" 050471")]
    [InlineData("050 471")]
    [InlineData("05047l")]
    [InlineData("０５０４７１")]
    [InlineData("٠٥٠٤٧١")]
    [InlineData("\0\0\0\0\0\0")]
    public void MatchesNothing_WhenItIsNotSixAsciiDigits(string code) => Assert.Null(Totp.FindStep(Key, code, Now));

    [Fact]
    public void FindsExactlyTheSteps_WithinSkew() => Check.All(
        from key in Check.Keys
        from now in Check.Times
        from skew in Gen.Choose(0, 2)
        from away in Gen.Choose(-4, 4)
        from period in Gen.Elements(1, 30, 60, 86_400)
        from algorithm in Check.Algorithms
        select (key, now, skew, away, period, algorithm),
        it =>
        {
            // Ten digits are the whole 31-bit number. Two steps share a number about once in 2^31, so FindStep returns
            // this step.
            var step = Totp.StepAt(it.now, it.period) + it.away;
            if (step < 0) return;
            var code = Hotp.Compute(it.key, (ulong)step, 10, it.algorithm);
            long? expected = Math.Abs(it.away) <= it.skew ? step : null;
            Assert.Equal(expected, Totp.FindStep(it.key, code, it.now, it.skew, 10, it.period, it.algorithm));
        },
        1000);

    [Fact]
    public void MatchesNothing_OutsideTheCodesOfTheWindow() => Check.All(
        from key in Check.Keys
        from now in Check.Times
        from skew in Gen.Choose(0, 2)
        from digits in Gen.Choose(1, 3)   // few enough to try every code
        from algorithm in Check.Algorithms
        select (key, now, skew, digits, algorithm),
        it =>
        {
            var current = Totp.StepAt(it.now);
            var window = Enumerable.Range(-it.skew, 2 * it.skew + 1)
                .Select(away => current + away)
                .Where(step => step >= 0)
                .GroupBy(step => Hotp.Compute(it.key, (ulong)step, it.digits, it.algorithm))
                .ToDictionary(same => same.Key, same => same.Max());
            for (var value = 0; value < Math.Pow(10, it.digits); value++)
            {
                var code = value.ToString().PadLeft(it.digits, '0');
                long? expected = window.TryGetValue(code, out var step) ? step : null;
                Assert.Equal(expected,
                    Totp.FindStep(it.key, code, it.now, it.skew, it.digits, algorithm: it.algorithm));
            }
        },
        30);

    [Fact]
    public void MatchesNothing_WhenOneDigitIsWrong() => Check.All(
        from key in Check.Keys
        from now in Check.Times
        from place in Gen.Choose(0, 5)
        from more in Gen.Choose(1, 9)
        select (key, now, place, more),
        it =>
        {
            var code = Totp.Compute(it.key, it.now).ToCharArray();
            code[it.place] = (char)('0' + (code[it.place] - '0' + it.more) % 10);
            Assert.Null(Totp.FindStep(it.key, code, it.now, skew: 0));
        });

    [Fact]
    public void ReturnsTheLatest_WhenTwoStepsShareACode()
    {
        // With one digit, two steps often share a code; with six digits, about once in a million steps.
        var shared = Enumerable.Range(0, 1000)
            .First(step => Hotp.Compute(Key, (ulong)step, 1) == Hotp.Compute(Key, (ulong)step + 2, 1));
        Assert.Equal(shared + 2,
            Totp.FindStep(Key, Hotp.Compute(Key, (ulong)shared, 1), Totp.StartOf(shared + 1), 1, 1));
    }

    [Fact]
    public void LooksNoFurtherBack_ThanTheEpoch()
    {
        Assert.Equal(0, Totp.FindStep(Key, "755224", DateTimeOffset.UnixEpoch, skew: 2));
        Assert.Equal(0, Totp.FindStep(Key, "755224", DateTimeOffset.UnixEpoch.AddSeconds(-30)));
        Assert.Null(Totp.FindStep(Key, "755224", DateTimeOffset.UnixEpoch.AddDays(-365)));
    }
}
