using Sparekey.Otp;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The codes that the app in the browser must show, computed by the C# library.</summary>
public static class Codes
{
    /// <summary>The codes of the previous, current and next time step, because time passes during a test.</summary>
    public static string[] Around(string key)
    {
        Assert.True(OtpKey.TryParse(key, out var secret));
        var now = TimeProvider.System.GetUtcNow();
        return [.. new[] { -30, 0, 30 }.Select(seconds => Totp.Compute(secret.Bytes, now.AddSeconds(seconds)))];
    }

    /// <summary>
    /// Moves the clock of the house to the present time, because the app in the browser uses real time.
    /// </summary>
    public static void FollowsTheTime(this House house)
    {
        var behind = TimeProvider.System.GetUtcNow() - house.Clock.GetUtcNow();
        if (behind > TimeSpan.Zero) house.Clock.Advance(behind);
    }
}
