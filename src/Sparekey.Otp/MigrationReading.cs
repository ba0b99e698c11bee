namespace Sparekey.Otp;

/// <summary>The result of reading a part of a Google Authenticator export.</summary>
public abstract record MigrationReading
{
    private MigrationReading() { }

    /// <summary>The text is a part.</summary>
    /// <param name="Part">All entries, including the refused ones.</param>
    public sealed record Read(MigrationPart Part) : MigrationReading;

    /// <summary>The text is not a part. Nothing was read from it.</summary>
    /// <param name="Reason">For programs; stable.</param>
    /// <param name="Message">One or two sentences for a person.</param>
    public sealed record Refused(MigrationRefusal Reason, string Message) : MigrationReading;
}

/// <summary>Why a text is not a part of an export.</summary>
public enum MigrationRefusal
{
    /// <summary>Another scheme, or not a URI.</summary>
    NotOtpAuth,

    /// <summary>
    /// Longer than <see cref="MigrationPayload.MaximumLength"/>, or more entries than
    /// <see cref="MigrationPayload.MaximumEntries"/>.
    /// </summary>
    TooLong,

    /// <summary>Truncated or changed.</summary>
    Damaged,
}

/// <summary>One QR code of an export.</summary>
/// <param name="BatchId">A random number, the same in every part of one export.</param>
/// <param name="BatchSize">Number of parts, 1 to <see cref="MigrationPayload.MaximumParts"/>.</param>
/// <param name="BatchIndex">Index of this part, from 0.</param>
/// <param name="Items">The entries in their order.</param>
public sealed record MigrationPart(int BatchId, int BatchSize, int BatchIndex, IReadOnlyList<MigrationItem> Items);

/// <summary>One entry of an export.</summary>
public abstract record MigrationItem
{
    private MigrationItem() { }

    /// <summary>The entry can be used.</summary>
    /// <param name="Uri">The caller disposes its key. The period is 30 s: the format has no period.</param>
    /// <param name="Warnings">Remarks for a person, in the order of <see cref="OtpAuthWarning"/>.</param>
    public sealed record Accepted(OtpAuthUri Uri, IReadOnlyList<OtpAuthWarning> Warnings) : MigrationItem;

    /// <summary>The entry cannot be used. The other entries are not affected.</summary>
    /// <param name="Issuer">Empty if unknown.</param>
    /// <param name="Account">Empty if unknown.</param>
    /// <param name="Reason">For programs; stable.</param>
    public sealed record Refused(string Issuer, string Account, OtpAuthRefusal Reason) : MigrationItem;

    /// <summary>The bytes of the entry are not a message. The other entries are not affected.</summary>
    public sealed record Damaged : MigrationItem;
}
