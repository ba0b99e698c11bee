namespace Sparekey.Otp;

/// <summary>Names of issuers and accounts, from wherever they come.</summary>
public static class OtpName
{
    /// <summary>
    /// As people should see it: composed (NFC), no control characters, no space around it.
    /// <see cref="OtpAuthUri.Parse"/> does this to the names that it reads.
    /// </summary>
    /// <param name="text">Half a surrogate pair becomes U+FFFD.</param>
    public static string Tidy(string text) => PercentText.Tidy(text);
}
