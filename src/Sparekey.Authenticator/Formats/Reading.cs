using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>The result of reading a file of keys.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <param name="Format">Recognised from the content, not from the file name.</param>
    /// <param name="Warnings">Warnings about the file as a whole.</param>
    /// <param name="Items">Every entry in the order of the file, including refused ones.</param>
    public sealed record Read(Format Format, IReadOnlyList<FileWarning> Warnings, IReadOnlyList<Item> Items) : Reading
    {
        /// <summary>
        /// Numbers, from 1, of the parts of a Google Authenticator export that are missing from the file.
        /// </summary>
        public IReadOnlyList<int> MissingParts { get; init; } = [];
    }

    /// <summary>The file is encrypted and no password was given.</summary>
    public sealed record PasswordNeeded(Format Format) : Reading;

    /// <param name="Format">Null if no format was recognised.</param>
    /// <param name="Reason">For programs. <see cref="FileRefusals.Message"/> gives the text for people.</param>
    public sealed record Refused(Format? Format, FileRefusal Reason) : Reading;

    /// <summary>
    /// This machine cannot derive the key of the file, because a library or memory is missing. The file may be good.
    /// </summary>
    /// <param name="Message">One or two sentences for a person: what to install, or what to do.</param>
    public sealed record OutOfReach(Format Format, string Message) : Reading;
}

/// <summary>One entry of a file.</summary>
public abstract record Item
{
    private Item() { }

    public sealed record Accepted(Entry Entry, IReadOnlyList<OtpAuthWarning> Warnings) : Item;

    /// <param name="Name">To find the entry in the other app: issuer and account, or the position in the file.</param>
    /// <param name="Reason">The other entries of the file are still read.</param>
    public sealed record Refused(string Name, EntryRefusal Reason) : Item;
}

/// <summary>A warning about a file that was read.</summary>
public enum FileWarning
{
    /// <summary>A newer version of the app wrote the file; everything known was read.</summary>
    NewerVersion,
}

/// <summary>The reason why a file as a whole cannot be read.</summary>
public enum FileRefusal
{
    /// <summary>No known format.</summary>
    NotRecognised,

    /// <summary>A known format that cannot be read: the own backup of FreeOTP.</summary>
    UnsupportedFormat,

    /// <summary>An export of Bitwarden that only the exporting account can open.</summary>
    AccountBound,

    /// <summary>Deriving the key would take more memory or time than <see cref="KdfBounds"/> allows.</summary>
    KdfOutOfBounds,

    TooLarge,

    Damaged,

    /// <summary>
    /// The password is wrong or the file is damaged: authenticated encryption cannot tell the two apart.
    /// </summary>
    WrongPassword,
}
