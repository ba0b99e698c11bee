namespace Sparekey.Core.SignIn;

/// <summary>How strongly a session was authenticated (OpenID Connect Core <c>acr</c>).</summary>
public static class Acr
{
    /// <summary>Password only.</summary>
    public const string Aal1 = "urn:sparekey:aal1";

    /// <summary>Password and a second factor.</summary>
    public const string Aal2 = "urn:sparekey:aal2";

    public static bool HasTwoFactors(string acr) => acr == Aal2;
}

/// <summary>Which methods took part (RFC 8176 section 2).</summary>
public static class Amr
{
    public const string Password = "pwd";
    public const string OneTimePassword = "otp";
    public const string Sms = "sms";
    public const string Telephone = "tel";
    public const string MultipleFactors = "mfa";
}
