namespace Sparekey.Authenticator.Formats;

/// <summary>A format that a file of keys can have; named in <c>spec/authenticator.md</c>.</summary>
public enum Format
{
    Aegis,
    Twofas,
    Andotp,
    Bitwarden,
    BitwardenCsv,
    BitwardenAuthenticator,
    FreeotpPlus,
    Ente,
    Stratum,
    GoogleMigration,
    UriList,

    /// <summary>Recognised, so that the person is told what to do; not readable.</summary>
    Freeotp,
}
