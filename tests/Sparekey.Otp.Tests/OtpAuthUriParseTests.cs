using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class OtpAuthUriParseTests
{
    private const string AcceptedFile = "otpauth/accepted.json";
    private const string RefusedFile = "otpauth/refused.json";

    public static TheoryData<string> Accepted => Vectors.Names(AcceptedFile);

    public static TheoryData<string> Refused => Vectors.Names(RefusedFile);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Reads_WhatAppsWrite(string name)
    {
        var vector = Vectors.Named(AcceptedFile, name);
        var expect = vector.GetProperty("expect");
        var reading = OtpAuthUri.Parse(vector.Text("uri"));
        var parsed = reading as OtpAuthReading.Parsed;
        Assert.True(parsed is not null, reading.ToString());
        var uri = parsed.Uri;
        Assert.Equal(expect.Kind(), uri.Kind);
        Assert.Equal(expect.Text("issuer"), uri.Issuer);
        Assert.Equal(expect.TryGetProperty("label_issuer", out var prefix) ? prefix.GetString() : null,
            uri.LabelIssuer);
        Assert.Equal(expect.Text("account"), uri.Account);
        Assert.Equal(expect.Text("secret"), uri.Key.ToBase32());
        Assert.Equal(expect.Algorithm(), uri.Algorithm);
        Assert.Equal(expect.Int("digits"), uri.Digits);
        Assert.Equal(expect.Int("period"), uri.Period);
        Assert.Equal(expect.Counter(), uri.Counter);
        Assert.Equal(expect.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()),
            parsed.Warnings.Select(Vectors.Snake));
        Assert.All(parsed.Warnings, warning => Assert.NotEmpty(warning.Message()));
        Assert.True(OtpAuthUri.TryParse(vector.Text("uri"), out _));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_WhatCannotBeReadWithoutGuessing(string name)
    {
        var vector = Vectors.Named(RefusedFile, name);
        var refused = Assert.IsType<OtpAuthReading.Refused>(OtpAuthUri.Parse(vector.Text("uri")));
        Assert.Equal(vector.Text("reason"), Vectors.Snake(refused.Reason));
        Assert.DoesNotContain("JBSWY3DPEHPK3PX", refused.Message);
        Assert.False(OtpAuthUri.TryParse(vector.Text("uri"), out _));
    }

    [Fact]
    public void NamesTheBadCharacter_OfTheKey()
    {
        var refused = Assert.IsType<OtpAuthReading.Refused>(
            OtpAuthUri.Parse("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PX0"));
        Assert.Equal(
            "The key in this set-up code cannot be read. Character 16, \"0\", cannot be part of a key: "
                + "keys have the letters A to Z and the digits 2 to 7. Is it O?",
            refused.Message);
    }

    [Fact]
    public void Refuses_WhatIsTooLong()
    {
        Assert.Equal(OtpAuthRefusal.TooLong,
            Reason("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&image=" + new string('x', 16 * 1024)));
        Assert.Equal(OtpAuthRefusal.SecretTooLong,
            Reason("otpauth://totp/A:b?secret=" + Base32.Encode(new byte[1025])));
        Assert.Equal(OtpAuthRefusal.NotOtpAuth, Reason(null));
    }

    [Fact]
    public void Reads_WhenANameIsHalfASurrogatePair()
    {
        Assert.True(OtpAuthUri.TryParse("otpauth://totp/A:b\ud83d?secret=JBSWY3DPEHPK3PXP", out var uri));
        Assert.Equal("b\ufffd", uri.Account);
    }

    [Fact]
    public void AlwaysAnswers_WhateverTheText() => Check.All(
        Gen.ListOf(Gen.Elements("otpauth://", "steam://", "totp", "hotp", "/", "?", "&", "=", "#", "%", "%3A", ":", "+",
            "secret=", "JBSWY3DPEHPK3PXP", "issuer=", "digits=", "8", "period=", "counter=", "algorithm=", "steam", "A",
            "\ud83d", "\u0301", "\0", " ")),
        pieces =>
        {
            var text = string.Concat(pieces);
            var reading = OtpAuthUri.Parse(text);
            if (reading is OtpAuthReading.Parsed parsed)
                Assert.Equal(parsed.Uri.Key.ToBase32(),
                    Assert.IsType<OtpAuthReading.Parsed>(OtpAuthUri.Parse(parsed.Uri.Format())).Uri.Key.ToBase32());
            Assert.NotNull(OtpAuthUri.Parse("otpauth://totp/" + text));
            Assert.NotNull(OtpAuthUri.Parse("otpauth://totp/A?secret=JBSWY3DPEHPK3PXP&" + text));
        },
        2000);

    private static OtpAuthRefusal Reason(string? text) =>
        Assert.IsType<OtpAuthReading.Refused>(OtpAuthUri.Parse(text)).Reason;
}
