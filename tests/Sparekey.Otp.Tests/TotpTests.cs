namespace Sparekey.Otp.Tests;

public sealed class TotpTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    [Fact]
    public void Computes_WhatRfc6238AppendixBLists()
    {
        var vectors = Vectors.Read("otp/totp.json");
        Assert.Equal(18, vectors.Count);
        Span<char> written = stackalloc char[8];
        foreach (var vector in vectors)
        {
            var key = Convert.FromHexString(vector.Text("key_hex"));
            var now = DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("unix_seconds").GetInt64());
            Assert.Equal(vector.Text("code"),
                Totp.Compute(key, now, vector.Int("digits"), vector.Int("period"), vector.Algorithm()));
            Totp.Compute(key, now, written, vector.Int("period"), vector.Algorithm());
            Assert.Equal(vector.Text("code"), written.ToString());
            Assert.Equal(Totp.StepAt(now), Totp.FindStep(key, vector.Text("code"), now, 0, 8, 30, vector.Algorithm()));
        }
    }

    [Theory]
    [InlineData(0, 30, 0)]
    [InlineData(29, 30, 0)]
    [InlineData(30, 30, 1)]
    [InlineData(59, 60, 0)]
    [InlineData(1111111109, 30, 0x23523EC)]
    [InlineData(20000000000, 30, 0x27BC86AA)]
    [InlineData(-1, 30, -1)]
    [InlineData(-30, 30, -1)]
    [InlineData(-31, 30, -2)]
    public void CountsSteps_FromTheEpoch(long seconds, int period, long step)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(step, Totp.StepAt(now, period));
        Assert.InRange(now, Totp.StartOf(step, period), Totp.StartOf(step + 1, period).AddTicks(-1));
    }

    [Fact]
    public void CountsSteps_WithoutRegardToTheZone() =>
        Assert.Equal(0x23523EC, Totp.StepAt(new DateTimeOffset(2005, 3, 18, 10, 58, 29, TimeSpan.FromHours(9))));

    [Fact]
    public void LastsOneStep_ToTheTick()
    {
        var start = Totp.StartOf(37_037_036);
        Assert.Equal(Totp.Compute(Key, start), Totp.Compute(Key, Totp.StartOf(37_037_037).AddTicks(-1)));
        Assert.NotEqual(Totp.Compute(Key, start), Totp.Compute(Key, start.AddTicks(-1)));
    }

    [Fact]
    public void Refuses_WhenAFigureIsOutOfRange()
    {
        var now = DateTimeOffset.UnixEpoch;
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.Compute(Key, now.AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.Compute(Key, now, period: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.Compute(Key, now, period: 86_401));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.FindStep(Key, "000000", now, skew: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.FindStep(Key, "000000", now, skew: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totp.FindStep(Key, "", now, digits: 0));
        Assert.Throws<ArgumentException>(() => Totp.FindStep([], "000000", now));
    }
}
