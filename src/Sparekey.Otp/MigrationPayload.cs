namespace Sparekey.Otp;

/// <summary>
/// The export of Google Authenticator: <c>otpauth-migration://</c> URIs, each a part with some of the entries (formats
/// after Aegis's <c>google_auth.proto</c>).
/// </summary>
/// <remarks>The text holds keys: it belongs in a QR code, never in a log or an address bar.</remarks>
public static class MigrationPayload
{
    /// <summary>Entries in each part that is written. More make a QR code that many cameras cannot read.</summary>
    public const int EntriesAPart = 10;

    /// <summary>Entries in one part that is read.</summary>
    public const int MaximumEntries = 10_000;

    /// <summary>Parts of one export that is read.</summary>
    public const int MaximumParts = 10_000;

    /// <summary>
    /// Characters of one part that is read. A QR code holds 4,296; other programs put everything into one address.
    /// </summary>
    public const int MaximumLength = 64 * 1024;

    internal const string Scheme = "otpauth-migration://";

    /// <summary>Reads one part.</summary>
    /// <param name="text">White space around it is dropped.</param>
    public static MigrationReading Parse(string? text) => MigrationReader.Read(text);

    /// <summary>Writes entries as parts that Google Authenticator reads.</summary>
    /// <param name="uris">Their keys stay the caller's.</param>
    /// <param name="batchId">Random, so that parts of two exports are told apart.</param>
    /// <param name="entriesAPart">1 to <see cref="EntriesAPart"/>: fewer where a small screen has to show the QR
    /// code.</param>
    /// <returns>Text for QR codes, and what that format cannot carry.</returns>
    public static MigrationWriting Format(IEnumerable<OtpAuthUri> uris, int batchId, int entriesAPart = EntriesAPart)
    {
        if (entriesAPart is < 1 or > EntriesAPart)
            throw new ArgumentOutOfRangeException(nameof(entriesAPart), entriesAPart,
                $"A part has 1 to {EntriesAPart} entries.");
        return MigrationWriter.Write(uris, batchId, entriesAPart);
    }
}

/// <summary>Entries as Google Authenticator reads them.</summary>
/// <param name="Uris">One QR code each, with at most <see cref="MigrationPayload.EntriesAPart"/> entries.</param>
/// <param name="LeftOut">What that format cannot carry: its codes would be wrong.</param>
public sealed record MigrationWriting(IReadOnlyList<string> Uris, IReadOnlyList<MigrationLeftOut> LeftOut)
{
    /// <summary>Never the keys.</summary>
    public override string ToString() => "MigrationWriting(…)";
}

/// <summary>An entry that an export cannot carry.</summary>
/// <param name="Uri">The entry.</param>
/// <param name="Why">The first thing that stands in the way.</param>
public sealed record MigrationLeftOut(OtpAuthUri Uri, MigrationObstacle Why);

/// <summary>Why an entry cannot be carried to Google Authenticator.</summary>
public enum MigrationObstacle
{
    /// <summary>Codes of Steam.</summary>
    Steam,

    /// <summary>Digits other than 6 and 8.</summary>
    Digits,

    /// <summary>A period other than 30 s.</summary>
    Period,

    /// <summary>A counter over 2^63 - 1.</summary>
    Counter,
}

/// <summary>Words for <see cref="MigrationObstacle"/>.</summary>
public static class MigrationObstacles
{
    /// <summary>One sentence for a person.</summary>
    /// <param name="why">What stands in the way.</param>
    public static string Message(this MigrationObstacle why) => why switch
    {
        MigrationObstacle.Steam => "Google Authenticator cannot make codes of Steam.",
        MigrationObstacle.Digits => "Google Authenticator makes codes of 6 or 8 digits only.",
        MigrationObstacle.Period => "Google Authenticator makes a new code every 30 seconds only.",
        MigrationObstacle.Counter => "Its counter is too large for Google Authenticator.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
