namespace Sparekey.Otp.Tests;

public sealed class OtpNameTests
{
    [Theory]
    [InlineData(" Cafe\u0301\r\n ", "Café")]
    [InlineData("a\0b", "ab")]
    [InlineData("", "")]
    public void IsTidied(string text, string expected) => Assert.Equal(expected, OtpName.Tidy(text));

    [Theory]
    [InlineData("SHA1", OtpAlgorithm.Sha1)]
    [InlineData("hmacSha256", OtpAlgorithm.Sha256)]
    [InlineData("HMAC-SHA-512", OtpAlgorithm.Sha512)]
    [InlineData("Algorithm.sha256", OtpAlgorithm.Sha256)]
    [InlineData("SHA224", null)]
    [InlineData("", null)]
    public void OfAnAlgorithm_IsKnownOrRefused(string text, OtpAlgorithm? expected) =>
        Assert.Equal(expected, OtpAlgorithms.TryParse(text, out var algorithm) ? algorithm : (OtpAlgorithm?)null);

    [Theory]
    [InlineData("otpauth://totp/A:b?secret=0", "A", "b")]
    [InlineData("otpauth://yaotp/A:b?issuer=C", "C", "b")]
    [InlineData("otpauth://totp/?secret=JBSWY3DPEHPK3PXP", "", "")]
    [InlineData("https://example.com/A:b", "", "")]
    public void OfWhatWasRefused_IsSaidButNotPrinted(string uri, string issuer, string account)
    {
        var refused = Assert.IsType<OtpAuthReading.Refused>(OtpAuthUri.Parse(uri));
        Assert.Equal((issuer, account), (refused.Issuer, refused.Account));
        Assert.Equal($"Refused({refused.Reason})", refused.ToString());
    }
}
