namespace Sparekey.Otp.Tests;

public sealed class SteamCodeTests
{
    [Fact]
    public void Computes_WhatSteamsOwnAppShows()
    {
        foreach (var vector in Vectors.Read("otp/steam.json"))
        {
            Assert.True(OtpKey.TryParse(vector.Text("secret"), out var key));
            using (key)
                Assert.Equal(vector.Text("code"), SteamCode.Compute(key.Bytes,
                    DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("unix_seconds").GetInt64())));
        }
    }
}
