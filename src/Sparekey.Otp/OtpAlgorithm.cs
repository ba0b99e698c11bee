namespace Sparekey.Otp;

/// <summary>The hash inside the HMAC (RFC 6238 section 1.2).</summary>
public enum OtpAlgorithm
{
    /// <summary>HMAC-SHA-1: the default of every app, and the only one that some of them know.</summary>
    Sha1 = 0,

    /// <summary>HMAC-SHA-256.</summary>
    Sha256 = 1,

    /// <summary>HMAC-SHA-512.</summary>
    Sha512 = 2,
}
