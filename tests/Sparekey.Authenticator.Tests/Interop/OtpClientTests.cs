using System.Security.Cryptography;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Interop;

/// <summary>
/// An independent authenticator opens our encrypted export and makes the same codes, and we read its exports.
/// </summary>
/// <remarks>
/// Names are ASCII, because version 3 of OTPClient truncates a file that has more bytes than characters.
/// </remarks>
public sealed class OtpClientTests
{
    private const string Password = "correct horse battery staple";
    private const string Rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";   // RFC 4226 appendix D

    private static readonly string[] Addresses =
    [
        "otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example",
        $"otpauth://totp/RFC%206238:sha256?secret={Rfc}GEZDGNBVGY3TQOJQGEZA&issuer=RFC%206238"
            + "&algorithm=SHA256&digits=8",
        $"otpauth://totp/RFC%206238:sha512?secret={Rfc}{Rfc}{Rfc}GEZDGNA&issuer=RFC%206238"
            + "&algorithm=SHA512&digits=8&period=60",
        $"otpauth://totp/Digits:seven?secret={Rfc}&issuer=Digits&digits=7",
        $"otpauth://hotp/RFC%204226:counter?secret={Rfc}&issuer=RFC%204226&counter=5",
        $"otpauth://hotp/RFC%204226:past%2032%20bits?secret={Rfc}&issuer=RFC%204226&digits=8&counter=4294967297",
        $"otpauth://steam/Steam:gaben?secret={Rfc}&issuer=Steam",
    ];

    /// <summary>
    /// Imported once, because an import takes about 10 s. Each fact uses a copy, because showing a code by counter
    /// changes the database.
    /// </summary>
    private static readonly Lazy<byte[]> Imported = new(() =>
    {
        using var otpclient = new OtpClient();
        otpclient.Import(Export(), Password);
        return otpclient.DatabaseFile;
    });

    [OtpClientFact]
    public void TakesEveryEntryOfOurExport()
    {
        using var otpclient = new OtpClient(Imported.Value);
        Assert.Equal(
            ["alice@example.com | Example", "sha256 | RFC 6238", "sha512 | RFC 6238", "seven | Digits",
                "counter | RFC 4226", "past 32 bits | RFC 4226", "gaben | Steam"],
            otpclient.List());
    }

    [OtpClientFact]
    public void MakesTheSameCodes()
    {
        using var otpclient = new OtpClient(Imported.Value);
        foreach (var otp in Keys().Where(otp => otp.Kind is not OtpKind.Hotp))
        {
            var before = Code(otp);
            var shown = otpclient.Code(otp.Issuer, otp.Account);
            Assert.Contains(shown, (string[])[before, Code(otp)]);   // the next time step may have begun
        }
        Assert.Equal("254676", otpclient.Code("RFC 4226", "counter"));   // RFC 4226 appendix D, counter 5
        Assert.Equal("287922", otpclient.Code("RFC 4226", "counter"));   // counter 6: OTPClient increments
    }

    [OtpClientFact]
    public void GivesTheSameEntriesBack()
    {
        using var otpclient = new OtpClient(Imported.Value);
        Assert.Equal(Addresses, Read(otpclient.Export("aegis"), Format.Aegis));
        byte[][] andotp = [otpclient.Export("andotp_plain", Password), otpclient.Export("andotp_encrypted", Password)];
        Assert.Single(andotp, file => ImportFile.Read(file, null) is Reading.PasswordNeeded);
        Assert.All(andotp, file => Assert.Equal(Addresses, Read(file, Format.Andotp)));
        Assert.Equal(Addresses, Read(otpclient.Export("freeotpplus"), Format.UriList));
    }

    private static byte[] Export() =>
        Assert.IsType<AegisWriting.Written>(
            AegisFile.Write(Keys().Select(otp => new Entry { Otp = otp }), Password, RandomNumberGenerator.Fill)).File;

    private static IEnumerable<OtpAuthUri> Keys() =>
        Addresses.Select(address => Assert.IsType<OtpAuthReading.Parsed>(OtpAuthUri.Parse(address)).Uri);

    private static string Code(OtpAuthUri otp) =>
        otp.Kind is OtpKind.Steam
            ? SteamCode.Compute(otp.Key.Bytes, DateTimeOffset.UtcNow)
            : Totp.Compute(otp.Key.Bytes, DateTimeOffset.UtcNow, otp.Digits, otp.Period, otp.Algorithm);

    private static IEnumerable<string> Read(byte[] file, Format format)
    {
        var read = Assert.IsType<Reading.Read>(ImportFile.Read(file, Password));
        Assert.Equal(format, read.Format);
        return read.Items.Select(
            item => item is Item.Accepted accepted ? accepted.Entry.Otp.Format() : $"refused: {item}");
    }
}
