using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class OtpAuthUriFormatTests
{
    private const string File = "otpauth/written.json";

    private static readonly OtpKey Key = OtpKey.FromBytes("12345678901234567890"u8);

    public static TheoryData<string> Cases => Vectors.Names(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Writes_WhatEveryAppReads(string name)
    {
        var vector = Vectors.Named(File, name);
        var parts = vector.GetProperty("parts");
        Assert.True(OtpKey.TryParse(parts.Text("secret"), out var key));
        var uri = new OtpAuthUri
        {
            Key = key,
            Kind = parts.Kind(),
            Issuer = parts.Text("issuer"),
            Account = parts.Text("account"),
            Algorithm = parts.Algorithm(),
            Digits = parts.Int("digits"), Period = parts.Int("period"), Counter = parts.Counter(),
        };
        Assert.Equal(vector.Text("uri"), uri.Format());
    }

    [Fact]
    public void ReadsBackWhatItWrote() => Check.All(
        from bytes in Check.Keys
        from kind in Gen.Elements(OtpKind.Totp, OtpKind.Hotp, OtpKind.Steam)
        from issuer in Check.Names
        from account in Check.Names
        from algorithm in Check.Algorithms
        from digits in Gen.Choose(1, 10)
        from period in Gen.Choose(1, 86_400)
        from counter in Gen.Choose(0, int.MaxValue)
        where issuer.Length + account.Length > 0
        select (bytes, kind, issuer, account, algorithm, digits, period, counter),
        it =>
        {
            using var key = OtpKey.FromBytes(it.bytes);
            var steam = it.kind is OtpKind.Steam;
            var written = new OtpAuthUri
            {
                Key = key, Kind = it.kind, Issuer = it.issuer, Account = it.account,
                Algorithm = steam ? OtpAlgorithm.Sha1 : it.algorithm, Digits = steam ? SteamCode.Length : it.digits,
                Period = it.kind is OtpKind.Totp ? it.period : Totp.DefaultPeriod,
                Counter = it.kind is OtpKind.Hotp ? (ulong)it.counter << 32 : 0,
            };
            var text = written.Format();
            Assert.DoesNotContain(text, character => character is '+' or ' ' or '#' || !char.IsAscii(character));
            var read = Assert.IsType<OtpAuthReading.Parsed>(OtpAuthUri.Parse(text));
            Assert.Empty(read.Warnings.Except([OtpAuthWarning.ShortKey, OtpAuthWarning.UnusualDigits]));
            Assert.True(read.Uri.Key.IsSameAs(key));
            Assert.Equal(written, read.Uri with { Key = key });
        },
        1000);

    [Fact]
    public void Refuses_WhatNoAppWouldRead()
    {
        var good = new OtpAuthUri { Key = Key, Account = "b" };
        Assert.Throws<InvalidOperationException>((good with { Account = "" }).Format);
        Assert.Throws<InvalidOperationException>((good with { Digits = 0 }).Format);
        Assert.Throws<InvalidOperationException>((good with { Digits = 11 }).Format);
        Assert.Throws<InvalidOperationException>((good with { Period = 0 }).Format);
        Assert.Throws<InvalidOperationException>((good with { Period = 86_401 }).Format);
        Assert.Throws<InvalidOperationException>((good with { Kind = (OtpKind)3 }).Format);
        Assert.Throws<InvalidOperationException>((good with { Algorithm = (OtpAlgorithm)3 }).Format);
    }
}
