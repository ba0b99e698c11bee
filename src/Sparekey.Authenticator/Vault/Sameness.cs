using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// Two entries are the same if kind, key bytes, issuer and account are equal (<c>spec/authenticator.md</c>).
/// </summary>
internal static class Sameness
{
    public static bool IsSameAs(this OtpAuthUri a, OtpAuthUri b) =>
        a.Kind == b.Kind && a.Issuer == b.Issuer && a.Account == b.Account && a.Key.IsSameAs(b.Key);

    /// <summary>Whether kind and key are equal; the names may differ.</summary>
    public static bool MakesTheCodesOf(this OtpAuthUri a, OtpAuthUri b) => a.Kind == b.Kind && a.Key.IsSameAs(b.Key);
}
