namespace Sparekey.Otp.Tests;

public sealed class OtpAuthUriBoundsTests
{
    private const string Secret = "secret=JBSWY3DPEHPK3PXP";

    [Fact]
    public void Reads_AsMuchAsIsAllowed()
    {
        var uri = $"otpauth://totp/A:b?{Secret}&image=";

        Assert.True(OtpAuthUri.TryParse(uri.PadRight(16 * 1024, 'x'), out _));
        Assert.False(OtpAuthUri.TryParse(uri.PadRight(16 * 1024 + 1, 'x'), out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(86_400)]
    public void Writes_TheShortestAndTheLongestPeriod(int period)
    {
        var uri = new OtpAuthUri { Key = OtpKey.FromBytes(new byte[20]), Account = "b", Period = period };

        Assert.EndsWith($"&period={period}", uri.Format(), StringComparison.Ordinal);
    }

    [Fact]
    public void TakesNoParameters_FromTheLabel() =>
        Assert.Equal(OtpAuthRefusal.SecretMissing, Refused($"otpauth://totp/A:b&{Secret}").Reason);

    [Fact]
    public void NamesTheEntry_EvenIfItsKindIsMissing()
    {
        Assert.Equal(("A", ""), Names($"otpauth://?{Secret}&issuer=A"));
        Assert.Equal(("A", "b"), Names($"otpauth:///A:b?{Secret}"));
        Assert.Equal(("A/b", ""), Names($"otpauth://?{Secret}&issuer=A/b"));

        static (string, string) Names(string text) => (Refused(text).Issuer, Refused(text).Account);
    }

    [Theory]
    [InlineData("%3Ab", "", "b")]
    [InlineData(":b", "", "b")]
    [InlineData("A+B:c+d", "A+B", "c+d")]
    [InlineData("A%3Ac:d", "A", "c:d")]
    [InlineData("A:c%3Ad", "A", "c:d")]
    [InlineData(":c%3Ad", "", "c:d")]
    [InlineData("%3Ac:d", "", "c:d")]
    public void SplitsTheLabel_AtItsFirstColon(string label, string issuer, string account)
    {
        var uri = Parsed($"otpauth://totp/{label}?{Secret}").Uri;

        Assert.Equal((issuer, account), (uri.Issuer, uri.Account));
    }

    [Theory]
    [InlineData("steam", OtpKind.Steam)]
    [InlineData("steam=", OtpKind.Steam)]
    [InlineData("steam=1", OtpKind.Steam)]
    [InlineData("steam=TRUE", OtpKind.Steam)]
    [InlineData("steam=0", OtpKind.Totp)]
    public void KnowsSteam_ByItsParameter(string parameter, OtpKind kind) =>
        Assert.Equal(kind, Parsed($"otpauth://totp/A:b?{Secret}&{parameter}").Uri.Kind);

    [Theory]
    [InlineData("steam://JBSWY3DPEHPK3PXP", "")]
    [InlineData("steam://JBSW+Y3DP+EHPK+3PXP", "")]
    [InlineData("steam://JBSWY3DPEHPK3", "ShortKey")]
    [InlineData("steam://JBSWY3DPEHPK3PXPA", "IncompleteKey")]
    public void WarnsAboutTheKey_OfSteam(string text, string warnings) =>
        Assert.Equal(warnings, string.Join(' ', Parsed(text).Warnings));

    [Fact]
    public void ReadsNamesOfParameters_WithSpacesAround() =>
        Assert.Equal("JBSWY3DPEHPK3PXP", Parsed($"otpauth://totp/A:b?+{Secret}").Uri.Key.ToBase32());

    [Fact]
    public void WarnsOfAStrayPercent_HoweverManyThereAre() =>
        Assert.Equal([OtpAuthWarning.StrayPercent],
            Parsed($"otpauth://totp/A%25:b?{Secret}&issuer=A%&encoder=x%").Warnings);

    [Fact]
    public void AnEmptyValue_ContradictsNothing() =>
        Assert.Equal(8, Parsed($"otpauth://totp/A:b?{Secret}&digits=8&digits=").Uri.Digits);

    [Fact]
    public void NamesTheFirstContradiction() => Assert.Contains(
        "\"digits\"", Refused($"otpauth://totp/A:b?{Secret}&digits=6&digits=7&period=30&period=31").Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("b%4", "b%4")]
    [InlineData("b%", "b%")]
    [InlineData("b%4G", "b%4G")]
    [InlineData("b%G4", "b%G4")]
    [InlineData("%62", "b")]
    public void ReadsAPercent_WithTwoHexadecimalDigitsOnly(string label, string account) =>
        Assert.Equal(account, Parsed($"otpauth://totp/{label}?{Secret}").Uri.Account);

    [Theory]
    [InlineData("digits=0", "1 to 10 are possible.")]
    [InlineData("digits=11", "1 to 10 are possible.")]
    [InlineData("period=0", "1 to 86400 seconds are possible.")]
    [InlineData("period=86401", "1 to 86400 seconds are possible.")]
    public void SaysWhichNumbersArePossible(string parameter, string words) => Assert.EndsWith(words,
        Refused($"otpauth://totp/A:b?{Secret}&{parameter}").Message, StringComparison.Ordinal);

    private static OtpAuthReading.Parsed Parsed(string text) =>
        Assert.IsType<OtpAuthReading.Parsed>(OtpAuthUri.Parse(text));

    private static OtpAuthReading.Refused Refused(string text) =>
        Assert.IsType<OtpAuthReading.Refused>(OtpAuthUri.Parse(text));
}
