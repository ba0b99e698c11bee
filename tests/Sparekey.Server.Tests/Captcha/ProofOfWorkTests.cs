using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Captcha;

public sealed class ProofOfWorkTests
{
    // SHA-256 of "sparekey:WORK". Each was found by counting up, and checked with sha256sum of coreutils.
    [Theory]
    [InlineData("0", 0)]
    [InlineData("2225", 8)]
    [InlineData("259805", 16)]
    [InlineData("2300027", 20)]
    [InlineData("8845567", 22)]
    public void Accepts_WhenHashBeginsWithEnoughZeroBits(string work, int bits) => Assert.True(ProofOfWork.Check(
        "sparekey", work, bits));

    [Theory]
    [InlineData("2225", 9)]
    [InlineData("259805", 17)]
    [InlineData("2300027", 21)]
    [InlineData("8845567", 23)]
    public void Refuses_WhenOneBitIsMissing(string work, int bits) =>
        Assert.False(ProofOfWork.Check("sparekey", work, bits));

    [Fact]
    public void Refuses_WhenChallengeIsAnother() => Assert.False(ProofOfWork.Check("sparekez", "8845567", 20));

    [Fact]
    public void Refuses_WhenWorkIsLongerThan64Characters()
    {
        Assert.True(ProofOfWork.Check("sparekey", new string('0', 64), 0));
        Assert.False(ProofOfWork.Check("sparekey", new string('0', 65), 0));
    }

    [Theory, InlineData(-1), InlineData(257)]
    public void Throws_WhenBitsAreOutOfRange(
        int bits) => Assert.Throws<ArgumentOutOfRangeException>(() => ProofOfWork.Check(
        "sparekey", "0", bits));
}
