using QRCoder;
using Sparekey.Core.Accounts;
using Sparekey.Otp;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Factors;

/// <summary>A new authenticator's key as its holder sees it, once.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class AuthenticatorKey
{
    public required string FactorId { get; init; }

    /// <summary>The key in Base32, in groups of four.</summary>
    public required string BackupKey { get; init; }

    public required string OtpauthUri { get; init; }

    /// <summary>The URI as a self-contained picture, with its quiet zone.</summary>
    public required string QrSvg { get; init; }

    /// <summary>When the set-up is void unless it was confirmed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public override string ToString() => "AuthenticatorKey(…)";

    /// <param name="email">Shown by the app beside the code.</param>
    internal static AuthenticatorKey Of(FactorId factor, OtpKey key, Settings settings, string email, DateTimeOffset expiresAt)
    {
        var uri = new OtpAuthUri { Key = key, Issuer = settings.ServiceName, Account = email }.Format();
        return new() { FactorId = factor.ToString(), BackupKey = key.ToGroups(), OtpauthUri = uri, QrSvg = Draw(uri), ExpiresAt = expiresAt };
    }

    // Level M survives a crease on paper. Attributes carry the colours: the pages' policy allows no inline style.
    private static string Draw(string uri)
    {
        using var codes = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(codes);
        return picture.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
