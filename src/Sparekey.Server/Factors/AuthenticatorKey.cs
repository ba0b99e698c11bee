using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;
using Sparekey.Otp;

namespace Sparekey.Server.Factors;

/// <summary>The key of a new authenticator as its holder sees it, once.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class AuthenticatorKey
{
    public required string FactorId { get; init; }

    public required string Name { get; init; }

    /// <summary>The key in Base32, in groups of four.</summary>
    public required string BackupKey { get; init; }

    public required string OtpauthUri { get; init; }

    /// <summary>The URI as a self-contained picture, with its quiet zone.</summary>
    public required string QrSvg { get; init; }

    /// <summary>When an unconfirmed set-up becomes void.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The holder's address, for the printed page.</summary>
    [JsonIgnore]
    public string Email { get; private init; } = "";

    public override string ToString() => "AuthenticatorKey(…)";

    /// <param name="email">The app shows the address beside the code.</param>
    internal static AuthenticatorKey Of(
        FactorId factor, string name, OtpKey key, Settings settings, string email, DateTimeOffset expiresAt)
    {
        var uri = new OtpAuthUri { Key = key, Issuer = settings.ServiceName, Account = email }.Format();
        return new()
        {
            FactorId = factor.ToString(),
            Name = name,
            Email = email,
            BackupKey = key.ToGroups(),
            OtpauthUri = uri,
            QrSvg = QrPicture.Svg(uri),
            ExpiresAt = expiresAt,
        };
    }
}
