namespace Sparekey.Otp;

/// <summary>The hash inside the HMAC (RFC 6238 section 1.2).</summary>
public enum OtpAlgorithm
{
    /// <summary>HMAC-SHA-1: the default of every app, and the only hash that some apps support.</summary>
    Sha1 = 0,

    /// <summary>HMAC-SHA-256.</summary>
    Sha256 = 1,

    /// <summary>HMAC-SHA-512.</summary>
    Sha512 = 2,
}

/// <summary>Names of <see cref="OtpAlgorithm"/> in the files of other programs.</summary>
public static class OtpAlgorithms
{
    /// <summary>
    /// Known spellings: <c>sha1</c>, <c>SHA-256</c>, <c>SHA_512</c>, <c>HmacSHA1</c>, <c>HMAC-SHA-256</c>, and
    /// <c>Algorithm.sha256</c> of old Ente exports.
    /// </summary>
    /// <param name="text">Any case.</param>
    /// <param name="algorithm">SHA-1 when the result is false.</param>
    /// <returns>
    /// False for any other name, and for an empty one. An unknown name is never read as SHA1: the codes would be wrong
    /// without any warning.
    /// </returns>
    public static bool TryParse(string text, out OtpAlgorithm algorithm)
    {
        var name = text.ToUpperInvariant().Replace("-", "").Replace("_", "");
        if (name.StartsWith("ALGORITHM.", StringComparison.Ordinal)) name = name["ALGORITHM.".Length..];
        if (name.StartsWith("HMAC", StringComparison.Ordinal)) name = name["HMAC".Length..];
        OtpAlgorithm? known = name switch
        {
            "SHA1" => OtpAlgorithm.Sha1,
            "SHA256" => OtpAlgorithm.Sha256,
            "SHA512" => OtpAlgorithm.Sha512,
            _ => null,
        };
        algorithm = known ?? OtpAlgorithm.Sha1;
        return known is not null;
    }
}
