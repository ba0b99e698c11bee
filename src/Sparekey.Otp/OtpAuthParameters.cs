using System.Globalization;
using static Sparekey.Otp.OtpAuthReading;

namespace Sparekey.Otp;

/// <summary>
/// Reads the parameters of an <c>otpauth:</c> URI that have a default. Each method returns null or a refusal.
/// </summary>
internal static class OtpAuthParameters
{
    public static Refused? ReadAlgorithm(string text, out OtpAlgorithm algorithm)
    {
        if (OtpAlgorithms.TryParse(text, out algorithm) || text.Length == 0) return null;
        return new Refused(OtpAuthRefusal.UnknownAlgorithm,
            "This set-up code asks for an algorithm that cannot be used here: only SHA1, SHA256 and SHA512 can.");
    }

    public static Refused? ReadDigits(string text, out int digits)
    {
        digits = Hotp.DefaultDigits;
        if (text.Length == 0
            || (IsWhole(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out digits)
                && digits is >= 1 and <= Hotp.MaximumDigits))
            return null;
        return new Refused(OtpAuthRefusal.BadDigits,
            $"This set-up code asks for a number of digits that no code can have: 1 to {Hotp.MaximumDigits} "
                + "are possible.");
    }

    public static Refused? ReadPeriod(string text, out int period)
    {
        period = Totp.DefaultPeriod;
        if (text.Length == 0
            || (IsWhole(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out period)
                && period is >= 1 and <= Totp.MaximumPeriod))
            return null;
        return new Refused(OtpAuthRefusal.BadPeriod,
            $"This set-up code asks for an impossible period: 1 to {Totp.MaximumPeriod} seconds are possible.");
    }

    public static Refused? ReadCounter(string text, out ulong counter)
    {
        counter = 0;
        if (text.Length == 0
            || (IsWhole(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out counter)))
            return null;
        return new Refused(OtpAuthRefusal.BadCounter, "The counter in this set-up code is not a number from 0 up.");
    }

    /// <summary>Only digits. The framework's parser accepts NUL characters after a number.</summary>
    private static bool IsWhole(string text) => text.All(char.IsAsciiDigit);
}
