namespace Sparekey.Otp.Tests;

public sealed class TotpBoundsTests
{
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    [Fact]
    public void HasACode_InTheFirstSecondOf1970() =>
        Assert.Equal(Hotp.Compute(Secret, 0), Totp.Compute(Secret, DateTimeOffset.UnixEpoch));

    [Fact]
    public void Refuses_AStepBeyondTheCalendar()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.StartOf(long.MaxValue / 30));
        Assert.Throws<OverflowException>(() => Totp.StartOf(long.MaxValue, 2));
    }
}
