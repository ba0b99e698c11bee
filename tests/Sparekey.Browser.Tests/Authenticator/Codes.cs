using Sparekey.Otp;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The codes that are right at this moment, by the C# core: what the app in the browser must show.</summary>
public static class Codes
{
    /// <summary>The one of now and its neighbours, since time goes on while a test looks.</summary>
    public static string[] Around(string key)
    {
        Assert.True(OtpKey.TryParse(key, out var secret));
        var now = TimeProvider.System.GetUtcNow();
        return [.. new[] { -30, 0, 30 }.Select(seconds => Totp.Compute(secret.Bytes, now.AddSeconds(seconds)))];
    }

    /// <summary>
    /// The app lives by the time of the world, the house by its own clock: brings that up to the present.
    /// </summary>
    public static void FollowsTheTime(this House house)
    {
        var behind = TimeProvider.System.GetUtcNow() - house.Clock.GetUtcNow();
        if (behind > TimeSpan.Zero) house.Clock.Advance(behind);
    }
}
