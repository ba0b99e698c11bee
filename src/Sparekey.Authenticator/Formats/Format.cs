namespace Sparekey.Authenticator.Formats;

/// <summary>The format of a file of keys, as named in <c>spec/authenticator.md</c>.</summary>
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

    /// <summary>Cannot be read. The format is recognised only to tell the person what to do.</summary>
    Freeotp,
}
