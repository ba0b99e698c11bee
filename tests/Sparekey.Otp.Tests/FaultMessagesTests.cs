namespace Sparekey.Otp.Tests;

/// <summary>A wrong call is answered with an exception whose message says what is wrong.</summary>
public sealed class FaultMessagesTests
{
    private static readonly byte[] Secret = new byte[20];
    private static readonly OtpAuthUri Good = new() { Key = OtpKey.FromBytes(new byte[20]), Account = "b" };

    public static TheoryData<string, Action, string> Faults => new()
    {
        { "buffer", () => Base32.Encode(Secret, new char[31]), "20 bytes need 32 characters" },
        { "no key", () => Hotp.Compute([], 1), "key of no bytes" },
        { "no key to compare", () => Totp.FindStep([], "1", DateTimeOffset.UnixEpoch), "key of no bytes" },
        { "algorithm", () => Hotp.Compute(Secret, 1, algorithm: (OtpAlgorithm)3), "RFC 6238" },
        { "digits", () => Hotp.Compute(Secret, 1, digits: 11), "1 to 10 digits" },
        { "digits to compare", () => Totp.FindStep(Secret, "1", DateTimeOffset.UnixEpoch, digits: 11),
            "1 to 10 digits" },
        { "skew", () => Totp.FindStep(Secret, "1", DateTimeOffset.UnixEpoch, skew: 3), "0 to 2 steps" },
        { "before 1970", () => Totp.Compute(Secret, DateTimeOffset.UnixEpoch.AddSeconds(-1)), "from 1970" },
        { "period", () => Totp.StepAt(DateTimeOffset.UnixEpoch, 0), "1 to 86400 seconds" },
        { "period of a step", () => Totp.StartOf(0, 0), "1 to 86400 seconds" },
        { "key of no bytes", () => OtpKey.FromBytes([]), "1 to 1024 bytes" },
        { "new key", () => OtpKey.FromRandom(new byte[9]), "random bytes" },
        { "entries", () => MigrationPayload.Format([], 1, 11), "1 to 10 entries" },
        { "no name", () => (Good with { Account = "" }).Format(), "issuer or an account" },
        { "digits of a key", () => (Good with { Digits = 11 }).Format(), "1 to 10 digits, not 11" },
        { "period of a key", () => (Good with { Period = 0 }).Format(), "1 to 86400 seconds, not 0" },
        { "kind of a key", () => (Good with { Kind = (OtpKind)3 }).Format(), "3 is not a kind" },
        { "algorithm of a key", () => (Good with { Algorithm = (OtpAlgorithm)3 }).Format(), "3 is not an algorithm" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void SayWhatIsWrong(string name, Action call, string words)
    {
        Assert.NotEmpty(name);
        Assert.Contains(words, Assert.ThrowsAny<Exception>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NeverPrintKeys()
    {
        Assert.Equal("OtpAuthUri(…)", Good.ToString());
        Assert.Equal("MigrationWriting(…)", MigrationPayload.Format([Good], 1).ToString());
    }

    [Fact]
    public void SayWhatAKeyIs()
    {
        Assert.Equal("The key can be used.", OtpKey.Parse("JBSWY3DPEHPK3PXP").Message);
        Assert.Contains("length is unusual", OtpKey.Parse("JBSWY3DPEHPK3PXPA").Message, StringComparison.Ordinal);
        Assert.Equal("The key is empty.", OtpKey.Parse("").Message);
        Assert.Contains("at most 1024 bytes", OtpKey.Parse(Base32.Encode(new byte[1025])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void SayWhyASetUpCodeIsRefused()
    {
        var refused = Vectors.Read("otpauth/refused.json").Select(vector => vector.Text("uri"))
            .Append(new string('x', 17 * 1024))
            .Append("otpauth://totp/A:b?secret=" + Base32.Encode(new byte[1025]))
            .Select(uri => Assert.IsType<OtpAuthReading.Refused>(OtpAuthUri.Parse(uri))).ToList();

        Assert.All(refused, refusal => Assert.True(refusal.Message.Length > 20,
            $"{refusal.Reason}: {refusal.Message}"));
    }
}
