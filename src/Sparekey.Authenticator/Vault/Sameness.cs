using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// When two entries are the same: kind, secret bytes, issuer and account are equal (<c>spec/authenticator.md</c>).
/// </summary>
internal static class Sameness
{
    public static bool IsSameAs(this OtpAuthUri a, OtpAuthUri b) =>
        a.Kind == b.Kind && a.Issuer == b.Issuer && a.Account == b.Account && a.Key.IsSameAs(b.Key);

    /// <summary>The same codes under another name, or the same one.</summary>
    public static bool MakesTheCodesOf(this OtpAuthUri a, OtpAuthUri b) => a.Kind == b.Kind && a.Key.IsSameAs(b.Key);
}
