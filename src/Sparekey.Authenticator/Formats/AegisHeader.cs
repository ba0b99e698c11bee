using System.Security.Cryptography;
using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>The outer part of an encrypted Aegis file: its slots, and the content, still encrypted.</summary>
internal sealed record AegisHeader(List<AegisSlot> Slots, byte[] Nonce, byte[] Tag, byte[] Ciphertext)
{
    /// <returns>Null if a part is missing or malformed.</returns>
    public static AegisHeader? Read(Fields file)
    {
        var header = file.Object("header");
        var parameters = header.Object("params");
        if (header.List("slots") is not { } list || list.GetArrayLength() > ImportFile.MaximumEntries) return null;
        if (parameters.Hex("nonce", Gcm.NonceLength) is not { } nonce
            || parameters.Hex("tag", Gcm.TagLength) is not { } tag || file.Base64("db") is not { } ciphertext)
            return null;
        List<AegisSlot> slots = [.. list.EnumerateArray().Select(AegisSlot.Read)];
        return slots.Exists(slot => slot is { IsPassword: true, IsDamaged: false })
            ? new AegisHeader(slots, nonce, tag, ciphertext)
            : null;
    }

    public bool IsWithinBounds =>
        Slots.TrueForAll(slot => slot.IsWithinBounds) && Slots.Sum(slot => slot.Work) <= KdfBounds.ScryptWork
            && Slots.Count(slot => slot.IsPassword) <= KdfBounds.Slots;

    /// <summary>Tries the password at every slot, then opens the content.</summary>
    public AegisDecryption Decrypt(string password)
    {
        if (!IsWithinBounds) return new AegisDecryption.Refused(FileRefusal.KdfOutOfBounds);
        foreach (var slot in Slots.Where(slot => slot.IsPassword))
        {
            var (masterKey, missing) = slot.Try(password);
            if (missing is not null) return new AegisDecryption.OutOfReach(missing.Message);
            if (masterKey is null) continue;
            if (Gcm.Open(masterKey, Nonce, Ciphertext, Tag) is { } text)
                return new AegisDecryption.Done(masterKey, text, slot);
            CryptographicOperations.ZeroMemory(masterKey);
            return new AegisDecryption.Refused(FileRefusal.Damaged);   // the password is right: its slot opened
        }
        return new AegisDecryption.Refused(FileRefusal.WrongPassword);
    }

    /// <summary>Decrypts the content with a master key that is already known.</summary>
    /// <returns>The content, which the caller disposes, or the reason why it cannot be read.</returns>
    public (AegisContent? Content, FileRefusal? Refusal) Content(byte[] masterKey)
    {
        if (Gcm.Open(masterKey, Nonce, Ciphertext, Tag) is not { } text) return (null, FileRefusal.Damaged);
        using var db = Json.Parse(text);
        var reading = db is null ? (null, FileRefusal.Damaged) : AegisContent.Read(db.RootElement);
        CryptographicOperations.ZeroMemory(text);
        return reading;
    }

    public override string ToString() => "AegisHeader(…)";
}

/// <summary>The result of decrypting the content of an Aegis file.</summary>
internal abstract record AegisDecryption
{
    private AegisDecryption() { }

    /// <param name="MasterKey">The caller zeroes the master key and the text.</param>
    public sealed record Done(byte[] MasterKey, byte[] Text, AegisSlot Slot) : AegisDecryption
    {
        public override string ToString() => "Done(…)";
    }

    public sealed record Refused(FileRefusal Reason) : AegisDecryption;

    public sealed record OutOfReach(string Message) : AegisDecryption;
}
