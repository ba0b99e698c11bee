using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>The vault file of Aegis, plain and encrypted (docs/vault.md of Aegis), content versions 1 to 3.</summary>
public static class AegisFile
{
    internal const int Version = 1;

    // the layout that Aegis writes
    internal static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 4 };

    /// <summary>
    /// Writes a copy of entries, encrypted under a password of its own: for Aegis, for the web app or as a backup.
    /// </summary>
    /// <param name="entries">The caller still owns their keys.</param>
    /// <returns>The file, or the reason why this machine cannot derive its key.</returns>
    public static AegisWriting Write(IEnumerable<Entry> entries, string password, Randomness random)
    {
        switch (AegisVault.Create(password, random))
        {
            case AegisOpening.Opened { Vault: var vault }:
                foreach (var entry in entries) vault.Add(random.Uuid(), entry);
                return new AegisWriting.Written(vault.ToBytesAndForget(random));
            case AegisOpening.OutOfReach missing: return new AegisWriting.OutOfReach(missing.Message);
            default: throw new UnreachableException();
        }
    }

    /// <summary>
    /// Writes a copy of entries without encryption, in UTF-8. A person who has the file can make the codes.
    /// </summary>
    public static byte[] WritePlain(IEnumerable<Entry> entries, Randomness random)
    {
        var content = new AegisContent();
        foreach (var entry in entries) content.Records.Add(AegisRecord.Of(random.Uuid(), entry));
        using var file = new SecretBuffer();
        using (var writer = new Utf8JsonWriter(file, Layout))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartObject("header");
            writer.WriteNull("slots");
            writer.WriteNull("params");
            writer.WriteEndObject();
            writer.WritePropertyName("db");
            content.WriteTo(writer, random);
            writer.WriteEndObject();
        }
        return [.. file.Written.Span, (byte)'\n'];
    }

    internal static bool Fits(JsonElement root)
    {
        var file = new Fields(root);
        return file.Has("db") && file.OptionalObject("header") is not null;
    }

    internal static Reading Read(JsonElement root, string? password)
    {
        var file = new Fields(root);
        if (IsPlain(file, out var plain)) return ReadContent(file, plain);
        if (AegisHeader.Read(file) is not { } header) return new Reading.Refused(Format.Aegis, FileRefusal.Damaged);
        if (!header.IsWithinBounds) return new Reading.Refused(Format.Aegis, FileRefusal.KdfOutOfBounds);
        if (password is null) return new Reading.PasswordNeeded(Format.Aegis);
        switch (header.Decrypt(password))
        {
            case AegisDecryption.Done done:
                using (var db = Json.Parse(done.Text))
                {
                    var reading = db is null
                        ? new Reading.Refused(Format.Aegis, FileRefusal.Damaged)
                        : ReadContent(file, db.RootElement);
                    CryptographicOperations.ZeroMemory(done.MasterKey);
                    CryptographicOperations.ZeroMemory(done.Text);
                    return reading;
                }
            case AegisDecryption.Refused refused: return new Reading.Refused(Format.Aegis, refused.Reason);
            case AegisDecryption.OutOfReach missing: return new Reading.OutOfReach(Format.Aegis, missing.Message);
            default: throw new UnreachableException();
        }
    }

    internal static AegisOpening Open(JsonElement root, string password)
    {
        var file = new Fields(root);
        if (IsPlain(file, out _)) return new AegisOpening.NotEncrypted();
        if (AegisHeader.Read(file) is not { } header) return new AegisOpening.Refused(FileRefusal.Damaged);
        switch (header.Decrypt(password))
        {
            case AegisDecryption.Done done:
                using (var db = Json.Parse(done.Text))
                {
                    var (content, reason) = db is null
                        ? (null, FileRefusal.Damaged)
                        : AegisContent.Read(db.RootElement);
                    CryptographicOperations.ZeroMemory(done.Text);
                    if (content is not null)
                        return new AegisOpening.Opened(
                            new AegisVault(done.MasterKey, content, header.Slots, done.Slot));
                    CryptographicOperations.ZeroMemory(done.MasterKey);
                    return new AegisOpening.Refused(reason!.Value);
                }
            case AegisDecryption.Refused refused: return new AegisOpening.Refused(refused.Reason);
            case AegisDecryption.OutOfReach missing: return new AegisOpening.OutOfReach(missing.Message);
            default: throw new UnreachableException();
        }
    }

    internal static AegisVault? Reopen(JsonElement root, byte[] masterKey, AegisSlot opener)
    {
        if (AegisHeader.Read(new Fields(root)) is not { } header
            || header.Slots.Find(slot => slot.Id == opener.Id && slot.Id != Guid.Empty) is not { } slot)
            return null;
        return header.Content(masterKey).Content is { } content
            ? new AegisVault([.. masterKey], content, header.Slots, slot)
            : null;
    }

    private static bool IsPlain(Fields file, out JsonElement db) =>
        file.Element.TryGetProperty("db", out db) && db.ValueKind is JsonValueKind.Object;

    private static Reading ReadContent(Fields file, JsonElement db)
    {
        var (items, refusal, isNewer) = AegisContent.ReadItems(db);
        if (refusal is { } reason) return new Reading.Refused(Format.Aegis, reason);
        return new Reading.Read(Format.Aegis,
            isNewer || file.Number("version") > Version ? [FileWarning.NewerVersion] : [], items);
    }
}

/// <summary>The result of writing entries.</summary>
public abstract record AegisWriting
{
    private AegisWriting() { }

    /// <param name="File">JSON, UTF-8.</param>
    public sealed record Written(byte[] File) : AegisWriting;

    /// <summary>This machine cannot derive the key.</summary>
    /// <param name="Message">One or two sentences for a person: what to install, or what to do.</param>
    public sealed record OutOfReach(string Message) : AegisWriting;
}
