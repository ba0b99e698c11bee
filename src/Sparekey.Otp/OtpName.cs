namespace Sparekey.Otp;

/// <summary>Names of issuers and accounts, from any source.</summary>
public static class OtpName
{
    /// <summary>
    /// The form to show to people: composed (NFC), without control characters and surrounding spaces.
    /// <see cref="OtpAuthUri.Parse"/> applies it to the names that it reads.
    /// </summary>
    /// <param name="text">A lone surrogate becomes U+FFFD.</param>
    public static string Tidy(string text) => PercentText.Tidy(text);
}
