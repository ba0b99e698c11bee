namespace Sparekey.Otp;

/// <summary>The moving factor of a key and the alphabet of its codes.</summary>
public enum OtpKind
{
    /// <summary>Time-based (<see cref="Sparekey.Otp.Totp"/>).</summary>
    Totp = 0,

    /// <summary>Counter-based (<see cref="Sparekey.Otp.Hotp"/>).</summary>
    Hotp = 1,

    /// <summary>Time-based, five letters and digits (<see cref="SteamCode"/>).</summary>
    Steam = 2,
}
