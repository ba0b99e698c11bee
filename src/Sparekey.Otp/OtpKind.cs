namespace Sparekey.Otp;

/// <summary>What makes the next code of a key: the clock or a counter, and in which alphabet it is written.</summary>
public enum OtpKind
{
    /// <summary>By the clock (<see cref="Sparekey.Otp.Totp"/>).</summary>
    Totp = 0,

    /// <summary>By a counter (<see cref="Sparekey.Otp.Hotp"/>).</summary>
    Hotp = 1,

    /// <summary>By the clock, five letters and digits (<see cref="SteamCode"/>).</summary>
    Steam = 2,
}
