namespace Sparekey.Otp;

/// <summary>
/// The export format of Google Authenticator: <c>otpauth-migration://</c> URIs. Each URI is a part with some of the
/// entries. The layout follows <c>google_auth.proto</c> of Aegis.
/// </summary>
/// <remarks>The text holds keys: it belongs in a QR code, never in a log or an address bar.</remarks>
public static class MigrationPayload
{
    /// <summary>Entries in each written part. Many cameras cannot read a QR code with more.</summary>
    public const int EntriesAPart = 10;

    /// <summary>Maximum number of entries when reading one part.</summary>
    public const int MaximumEntries = 10_000;

    /// <summary>Maximum number of parts of one export when reading.</summary>
    public const int MaximumParts = 10_000;

    /// <summary>
    /// Maximum length of one part when reading. A QR code holds 4,296 characters, but some programs put all entries
    /// into one URI.
    /// </summary>
    public const int MaximumLength = 64 * 1024;

    internal const string Scheme = "otpauth-migration://";

    /// <summary>Reads one part.</summary>
    /// <param name="text">Surrounding white space is ignored.</param>
    public static MigrationReading Parse(string? text) => MigrationReader.Read(text);

    /// <summary>Writes entries as parts that Google Authenticator reads.</summary>
    /// <param name="uris">The caller keeps ownership of the keys.</param>
    /// <param name="batchId">A random number that tells the parts of two exports apart.</param>
    /// <param name="entriesAPart">1 to <see cref="EntriesAPart"/>: use fewer for QR codes on a small screen.</param>
    /// <returns>Texts for QR codes, and the entries that the format cannot express.</returns>
    public static MigrationWriting Format(IEnumerable<OtpAuthUri> uris, int batchId, int entriesAPart = EntriesAPart)
    {
        if (entriesAPart is < 1 or > EntriesAPart)
            throw new ArgumentOutOfRangeException(nameof(entriesAPart), entriesAPart,
                $"A part has 1 to {EntriesAPart} entries.");
        return MigrationWriter.Write(uris, batchId, entriesAPart);
    }
}

/// <summary>An export for Google Authenticator.</summary>
/// <param name="Uris">One QR code each, with at most <see cref="MigrationPayload.EntriesAPart"/> entries.</param>
/// <param name="LeftOut">Entries that the format cannot express: their codes would be wrong.</param>
public sealed record MigrationWriting(IReadOnlyList<string> Uris, IReadOnlyList<MigrationLeftOut> LeftOut)
{
    /// <summary>Never prints the keys.</summary>
    public override string ToString() => "MigrationWriting(…)";
}

/// <summary>An entry that an export cannot express.</summary>
/// <param name="Uri">The entry.</param>
/// <param name="Why">The first obstacle.</param>
public sealed record MigrationLeftOut(OtpAuthUri Uri, MigrationObstacle Why);

/// <summary>Why the format of Google Authenticator cannot express an entry.</summary>
public enum MigrationObstacle
{
    /// <summary>A Steam key.</summary>
    Steam,

    /// <summary>A number of digits other than 6 and 8.</summary>
    Digits,

    /// <summary>A period other than 30 s.</summary>
    Period,

    /// <summary>A counter above 2^63 - 1.</summary>
    Counter,
}

/// <summary>Sentences for <see cref="MigrationObstacle"/>.</summary>
public static class MigrationObstacles
{
    /// <summary>One sentence for a person.</summary>
    /// <param name="why">The obstacle.</param>
    public static string Message(this MigrationObstacle why) => why switch
    {
        MigrationObstacle.Steam => "Google Authenticator cannot make codes of Steam.",
        MigrationObstacle.Digits => "Google Authenticator makes codes of 6 or 8 digits only.",
        MigrationObstacle.Period => "Google Authenticator makes a new code every 30 seconds only.",
        MigrationObstacle.Counter => "Its counter is too large for Google Authenticator.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
