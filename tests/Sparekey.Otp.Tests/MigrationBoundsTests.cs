using System.Text;

namespace Sparekey.Otp.Tests;

public sealed class MigrationBoundsTests
{
    private const string Example =
        "otpauth-migration://offline?data="
        + "Ci4KCkhlbGxvId6tvu8SEWFsaWNlQGV4YW1wbGUuY29tGgdFeGFtcGxlIAEoATACEAEYASi5YA%3D%3D";

    private static readonly OtpAuthUri Good = new() { Key = OtpKey.FromBytes(new byte[20]), Account = "b" };

    [Fact]
    public void Reads_AsMuchAsIsAllowed()
    {
        Assert.Single(Part((Example + "&x=").PadRight(MigrationPayload.MaximumLength, 'x')).Items);
        Assert.IsType<MigrationReading.Refused>(
            MigrationPayload.Parse((Example + "&x=").PadRight(MigrationPayload.MaximumLength + 1, 'x')));
    }

    [Fact]
    public void Refuses_NoText() => Assert.Equal(MigrationRefusal.NotOtpAuth,
        Assert.IsType<MigrationReading.Refused>(MigrationPayload.Parse(null)).Reason);

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\t")]
    public void PassesOver_LineBreaksInTheData(string stray) =>
        Assert.Single(Part(Example.Replace("%3D%3D", "", StringComparison.Ordinal).Insert(60, stray)).Items);

    [Fact]
    public void CarriesTheLongestKey_AndTheHighestCounter()
    {
        using var key = OtpKey.FromBytes(new byte[OtpKey.MaximumLength]);
        var uri = Good with { Key = key, Kind = OtpKind.Hotp, Counter = long.MaxValue };

        var read = Assert.IsType<MigrationItem.Accepted>(Assert.Single(Part(Written(uri)).Items)).Uri;

        Assert.Equal(((ulong)long.MaxValue, OtpKey.MaximumLength * 8), (read.Counter, read.Key.Bits));
    }

    [Fact]
    public void IgnoresTheCounter_OfAKeyByTheClock()
    {
        // Key, name, type 2 (by the clock), counter 5.
        byte[] entry = [0x0A, 2, 0xDE, 0xAD, 0x12, 1, (byte)'b', 0x30, 2, 0x38, 5];
        byte[] payload = [0x0A, (byte)entry.Length, .. entry];

        var part = Part("otpauth-migration://offline?data=" + Uri.EscapeDataString(Convert.ToBase64String(payload)));

        Assert.Equal(0UL, Assert.IsType<MigrationItem.Accepted>(Assert.Single(part.Items)).Uri.Counter);
    }

    [Fact]
    public void WritesOneEntryAPart() => Assert.Equal(2, MigrationPayload.Format([Good, Good], 1, 1).Uris.Count);

    [Theory]
    [InlineData("A", "x:y", "x:y")]
    [InlineData("A", "Ab", "Ab")]
    [InlineData("A", "A:b", "A:A:b")]
    [InlineData("", "x:y", ":x:y")]
    public void WritesTheIssuer_OnlyWhereTheNameIsAmbiguous(string issuer, string account, string name)
    {
        var bytes = Bytes(Written(Good with { Issuer = issuer, Account = account }));

        byte[] field = [0x12, (byte)name.Length, .. Encoding.UTF8.GetBytes(name)];
        Assert.True(bytes.AsSpan().IndexOf(field) > 0);
    }

    [Fact]
    public void WritesNoEmptyField() => Assert.True(Bytes(Written(Good)).AsSpan().IndexOf([(byte)0x1A, (byte)0]) < 0);

    private static string Written(OtpAuthUri uri) => Assert.Single(MigrationPayload.Format([uri], 1).Uris);

    private static byte[] Bytes(string uri) => Convert.FromBase64String(Uri.UnescapeDataString(uri.Split("data=")[1]));

    private static MigrationPart Part(string uri) =>
        Assert.IsType<MigrationReading.Read>(MigrationPayload.Parse(uri)).Part;
}
