using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// An encrypted Aegis file, opened. Entries can be added, replaced and removed, and the file can be written again under
/// the same master key.
/// </summary>
/// <remarks>Everything in the file that this program does not know is written unchanged, including icons and other
/// slots.</remarks>
public sealed class AegisVault : IDisposable
{
    private readonly byte[] masterKey;
    private readonly AegisContent content;
    private readonly List<AegisSlot> slots;
    private AegisSlot opener;

    internal AegisVault(byte[] masterKey, AegisContent content, List<AegisSlot> slots, AegisSlot opener) =>
        (this.masterKey, this.content, this.slots, this.opener) = (masterKey, content, slots, opener);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<AegisEntry> Entries => [.. content.Records.Where(record => record.Item is Item.Accepted)
        .Select(record => new AegisEntry(record.Id, ((Item.Accepted)record.Item).Entry))];

    /// <summary>Entries that cannot be used, for example of an unknown kind. They stay in the file.</summary>
    public IReadOnlyList<Item.Refused> Unusable =>
        [.. content.Records.Select(record => record.Item).OfType<Item.Refused>()];

    public IReadOnlyList<FileWarning> Warnings => content.IsNewer ? [FileWarning.NewerVersion] : [];

    public IReadOnlyList<AegisSlot> Slots => slots;

    /// <summary>The slot that opened the vault.</summary>
    public AegisSlot OpenedBy => opener;

    /// <summary>A new vault without entries and with one slot.</summary>
    public static AegisOpening Create(string password, Randomness random)
    {
        var key = random.Bytes(Gcm.KeyLength);
        var (slot, missing) = AegisSlot.Create(password, key, random);
        return slot is null
            ? new AegisOpening.OutOfReach(missing!.Message)
            : new AegisOpening.Opened(new AegisVault(key, new AegisContent(), [slot], slot));
    }

    /// <summary>Tries the password at every slot.</summary>
    /// <param name="file">As read from disk.</param>
    public static AegisOpening Open(ReadOnlyMemory<byte> file, string password)
    {
        if (file.Length > ImportFile.MaximumLength) return new AegisOpening.Refused(FileRefusal.TooLarge);
        using var document = Json.Parse(file);
        if (document is null || !AegisFile.Fits(document.RootElement))
            return new AegisOpening.Refused(FileRefusal.NotRecognised);
        return AegisFile.Open(document.RootElement, password);
    }

    /// <summary>Opens a later state of the same vault without deriving a key.</summary>
    /// <param name="file">As read from disk.</param>
    /// <returns>Null if the file is another vault, or no longer has the slot that opened this one. Then only the
    /// password can open the file.</returns>
    public AegisVault? Reopen(ReadOnlyMemory<byte> file)
    {
        if (file.Length > ImportFile.MaximumLength) return null;
        using var document = Json.Parse(file);
        return document is null || !AegisFile.Fits(document.RootElement)
            ? null
            : AegisFile.Reopen(document.RootElement, masterKey, opener);
    }

    /// <summary>
    /// Checks that a file from <see cref="ToBytes"/> opens again with all entries of this vault. Derives no key.
    /// </summary>
    /// <returns>Null if the file opens; otherwise the refusal that a reader would get.</returns>
    public FileRefusal? Objection(ReadOnlyMemory<byte> file)
    {
        if (file.Length > ImportFile.MaximumLength) return FileRefusal.TooLarge;
        using var document = Json.Parse(file);
        if (document is null || !AegisFile.Fits(document.RootElement)) return FileRefusal.NotRecognised;
        if (AegisHeader.Read(new Fields(document.RootElement)) is not { } header || header.Slots.Count != slots.Count)
            return FileRefusal.Damaged;
        if (!header.IsWithinBounds) return FileRefusal.KdfOutOfBounds;
        var (copy, reason) = header.Content(masterKey);
        if (copy is null) return reason;
        using (copy)
            return copy.Records.Select(record => record.Item is Item.Accepted)
                    .SequenceEqual(content.Records.Select(record => record.Item is Item.Accepted))
                ? null
                : FileRefusal.Damaged;
    }

    /// <param name="id">A new id, made with <see cref="Randomness"/>.</param>
    /// <param name="entry">The vault becomes the owner of its key.</param>
    public void Add(Guid id, Entry entry)
    {
        if (Find(id) >= 0) throw new ArgumentException("There is an entry of this id already.", nameof(id));
        content.Records.Add(AegisRecord.Of(id, entry));
    }

    /// <summary>
    /// Replaces an entry. The old key is disposed, unless the new entry holds the same key object.
    /// </summary>
    /// <returns>False if no usable entry has this id.</returns>
    public bool Replace(Guid id, Entry entry)
    {
        var at = Find(id);
        if (at < 0 || content.Records[at].Item is not Item.Accepted { Entry: var old }) return false;
        content.Records[at] = content.Records[at].With(entry);
        if (!ReferenceEquals(old.Otp.Key, entry.Otp.Key)) old.Otp.Key.Dispose();
        return true;
    }

    /// <returns>False if no entry has this id.</returns>
    public bool Remove(Guid id)
    {
        var at = Find(id);
        if (at < 0) return false;
        content.Records[at].Dispose();
        content.Records.RemoveAt(at);
        return true;
    }

    /// <summary>
    /// Replaces the slot that opened the vault by a slot for a new password. Other slots stay.
    /// </summary>
    /// <returns>Null, or the reason why this machine cannot make the slot: one or two sentences for a person.</returns>
    public string? ChangePassword(string password, Randomness random)
    {
        var (slot, missing) = AegisSlot.Create(password, masterKey, random);
        if (slot is null) return missing!.Message;
        slots[slots.IndexOf(opener)] = slot;
        opener = slot;
        return null;
    }

    /// <summary>Adds one more password that opens the vault.</summary>
    /// <returns>Null, or the reason why this machine cannot make the slot: one or two sentences for a person.</returns>
    public string? AddPassword(string password, Randomness random)
    {
        var (slot, missing) = AegisSlot.Create(password, masterKey, random);
        if (slot is null) return missing!.Message;
        slots.Add(slot);
        return null;
    }

    /// <summary>
    /// The content of the file for the disk: encrypted again under the same master key, with a new nonce. Ends with a
    /// line feed.
    /// </summary>
    public byte[] ToBytes(Randomness random)
    {
        using var text = new SecretBuffer();
        using (var writer = new Utf8JsonWriter(text)) content.WriteTo(writer, random);
        var (nonce, ciphertext, tag) = Gcm.Seal(masterKey, text.Written.Span, random);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, AegisFile.Layout))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", AegisFile.Version);
            writer.WriteStartObject("header");
            writer.WriteStartArray("slots");
            foreach (var slot in slots) slot.WriteTo(writer);
            writer.WriteEndArray();
            AegisContent.WriteParameters(writer, "params", nonce, tag);
            writer.WriteEndObject();
            writer.WriteBase64String("db", ciphertext);
            writer.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>
    /// For a copy of entries: zeroes the master key afterwards, but leaves the keys of the entries to their owner.
    /// </summary>
    internal byte[] ToBytesAndForget(Randomness random)
    {
        var bytes = ToBytes(random);
        CryptographicOperations.ZeroMemory(masterKey);
        return bytes;
    }

    /// <summary>Zeroes the master key and the keys of all entries.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(masterKey);
        content.Dispose();
    }

    /// <summary>Does not print the content.</summary>
    public override string ToString() => "AegisVault(…)";

    private int Find(Guid id) => content.Records.FindIndex(record => record.Id == id);
}

/// <summary>An entry of a vault.</summary>
/// <param name="Id">Given when the entry was added; Aegis keeps the id too.</param>
/// <param name="Entry">Its key belongs to the vault.</param>
public sealed record AegisEntry(Guid Id, Entry Entry);
