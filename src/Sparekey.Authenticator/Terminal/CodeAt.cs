using System.Diagnostics;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>The code of an entry at a given time, for both kinds that follow the clock: TOTP and Steam.</summary>
internal static class CodeAt
{
    /// <param name="otp">A TOTP or Steam entry.</param>
    /// <param name="now">1970 or later.</param>
    public static string Compute(OtpAuthUri otp, DateTimeOffset now) => otp.Kind switch
    {
        OtpKind.Totp => Totp.Compute(otp.Key.Bytes, now, otp.Digits, otp.Period, otp.Algorithm),
        OtpKind.Steam => SteamCode.Compute(otp.Key.Bytes, now),
        _ => throw new UnreachableException(
            "A code by a counter is made by VaultAccess.TakeCounter, which stores the counter first."),
    };

    /// <summary>The start of the time step after the time step of <paramref name="now"/>.</summary>
    public static DateTimeOffset NextStep(OtpAuthUri otp, DateTimeOffset now) =>
        Totp.StartOf(Totp.StepAt(now, Period(otp)) + 1, Period(otp));

    /// <summary>Whole seconds until the code changes, 1 to the period.</summary>
    public static int SecondsLeft(OtpAuthUri otp, DateTimeOffset now) =>
        Period(otp) - (int)(now.ToUnixTimeSeconds() % Period(otp));

    public static int Period(OtpAuthUri otp) => otp.Kind is OtpKind.Steam ? Totp.DefaultPeriod : otp.Period;
}
