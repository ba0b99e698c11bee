using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>What a file of another app, or of ours, turned out to hold.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <param name="Format">Told from the content, not from the name.</param>
    /// <param name="Warnings">About the file as a whole.</param>
    /// <param name="Items">Every entry of the file in its order, the refused ones too.</param>
    public sealed record Read(Format Format, IReadOnlyList<FileWarning> Warnings, IReadOnlyList<Item> Items) : Reading
    {
        /// <summary>
        /// Numbers, from 1, of the parts of Google's export that are not in the file, and whose entries are missing.
        /// </summary>
        public IReadOnlyList<int> MissingParts { get; init; } = [];
    }

    /// <summary>The file is encrypted and no password was given.</summary>
    public sealed record PasswordNeeded(Format Format) : Reading;

    /// <param name="Format">Null where the content fits none.</param>
    /// <param name="Reason">For programs; <see cref="FileRefusals.Message"/> says it to people.</param>
    public sealed record Refused(Format? Format, FileRefusal Reason) : Reading;

    /// <summary>
    /// The file may well be good, but this machine cannot derive its key: a library or memory is missing.
    /// </summary>
    /// <param name="Message">One sentence or two for a person: what to install, or what to do.</param>
    public sealed record OutOfReach(Format Format, string Message) : Reading;
}

/// <summary>One entry of a file.</summary>
public abstract record Item
{
    private Item() { }

    public sealed record Accepted(Entry Entry, IReadOnlyList<OtpAuthWarning> Warnings) : Item;

    /// <param name="Name">Enough to find it in the other app: issuer and account, or its place in the file.</param>
    /// <param name="Reason">The others go on.</param>
    public sealed record Refused(string Name, EntryRefusal Reason) : Item;
}

/// <summary>What is odd about a file.</summary>
public enum FileWarning
{
    /// <summary>Written by a version that did not exist when this was written; what could be read was.</summary>
    NewerVersion,
}

/// <summary>Why a file as a whole cannot be read.</summary>
public enum FileRefusal
{
    /// <summary>None of the formats.</summary>
    NotRecognised,

    /// <summary>Known, and not readable here: FreeOTP's own backup.</summary>
    UnsupportedFormat,

    /// <summary>Bitwarden's export that only the account from which it came can open.</summary>
    AccountBound,

    /// <summary>Asks for more memory or time to derive its key than any honest file does.</summary>
    KdfOutOfBounds,

    TooLarge,

    Damaged,

    /// <summary>Or damaged: authenticated encryption cannot tell.</summary>
    WrongPassword,
}
