namespace Sparekey.Otp;

/// <summary>What became of a text that should be a part of Google Authenticator's export.</summary>
public abstract record MigrationReading
{
    private MigrationReading() { }

    /// <summary>It is a part.</summary>
    /// <param name="Part">With every entry in it, the refused ones too.</param>
    public sealed record Read(MigrationPart Part) : MigrationReading;

    /// <summary>It is none, and nothing of it was taken.</summary>
    /// <param name="Reason">For programs; never reworded.</param>
    /// <param name="Message">One sentence or two for a person.</param>
    public sealed record Refused(MigrationRefusal Reason, string Message) : MigrationReading;
}

/// <summary>Why a text is no part of an export.</summary>
public enum MigrationRefusal
{
    /// <summary>Another scheme, or no URI.</summary>
    NotOtpAuth,

    /// <summary>
    /// Longer than <see cref="MigrationPayload.MaximumLength"/>, or with more entries than
    /// <see cref="MigrationPayload.MaximumEntries"/>.
    /// </summary>
    TooLong,

    /// <summary>Cut off, or changed.</summary>
    Damaged,
}

/// <summary>One QR code of an export.</summary>
/// <param name="BatchId">The same in every part of one export, and random.</param>
/// <param name="BatchSize">Parts of the export, 1 to <see cref="MigrationPayload.MaximumParts"/>.</param>
/// <param name="BatchIndex">Place of this part, from 0.</param>
/// <param name="Items">In the order in which they stand.</param>
public sealed record MigrationPart(int BatchId, int BatchSize, int BatchIndex, IReadOnlyList<MigrationItem> Items);

/// <summary>One entry of an export.</summary>
public abstract record MigrationItem
{
    private MigrationItem() { }

    /// <summary>It can be used.</summary>
    /// <param name="Uri">Its parts; the caller disposes the key. The period is 30 s, because the format has
    /// none.</param>
    /// <param name="Warnings">What a person may want to know, in the order of <see cref="OtpAuthWarning"/>.</param>
    public sealed record Accepted(OtpAuthUri Uri, IReadOnlyList<OtpAuthWarning> Warnings) : MigrationItem;

    /// <summary>It cannot be used; the others go on.</summary>
    /// <param name="Issuer">As far as it is known.</param>
    /// <param name="Account">As far as it is known.</param>
    /// <param name="Reason">For programs; never reworded.</param>
    public sealed record Refused(string Issuer, string Account, OtpAuthRefusal Reason) : MigrationItem;

    /// <summary>Its bytes are no message; the others go on.</summary>
    public sealed record Damaged : MigrationItem;
}
