using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// One entry of an Aegis file: the members that this program knows, and all other members unchanged, so that rewriting
/// the file loses nothing that Aegis stored.
/// </summary>
internal sealed class AegisRecord : IDisposable
{
    private static readonly HashSet<string> Known = ["type", "uuid", "name", "issuer", "note", "favorite", "info",
        "group", "groups"];
    private static readonly HashSet<string> KnownOfInfo = ["secret", "algo", "digits", "period", "counter"];

    private readonly byte[]? rest, restOfInfo;
    private readonly bool hasIcon;

    private AegisRecord(Guid id, Item item, byte[]? rest, byte[]? restOfInfo, bool hasIcon) =>
        (Id, Item, this.rest, this.restOfInfo, this.hasIcon) = (id, item, rest, restOfInfo, hasIcon);

    public Guid Id { get; }

    /// <summary>A refused entry is kept whole and is written again unchanged.</summary>
    public Item Item { get; }

    public static AegisRecord Of(Guid id, Entry entry) => new(id, new Item.Accepted(entry, []), null, null, false);

    /// <summary>A record with another entry, but with the same id and the same unknown members.</summary>
    public AegisRecord With(Entry entry) => new(Id, new Item.Accepted(entry, []), rest, restOfInfo, hasIcon);

    public static AegisRecord Read(JsonElement element, Item item, Guid id)
    {
        if (item is not Item.Accepted) return new AegisRecord(id, item, Copy(element, []), null, false);
        return new AegisRecord(id, item, Copy(element, Known), Copy(element.GetProperty("info"), KnownOfInfo),
            element.TryGetProperty("icon", out _));
    }

    /// <summary>Reads one entry of an Aegis file.</summary>
    /// <param name="groups">Names of groups by UUID, in lower case.</param>
    /// <param name="own">Whether the file is opened as a vault of this program.</param>
    public static Item ReadItem(JsonElement element, int place, IReadOnlyDictionary<string, string> groups,
        bool own = false)
    {
        var entry = new Fields(element);
        var info = entry.Object("info");
        var (kind, algorithm) = (entry.Text("type"), info.Text("algo"));
        // A bug of Aegis could store MD5 here; Aegis itself reads these entries as SHA1 (OtpInfo.fromJson).
        if (algorithm == "MD5" && kind != "motp") algorithm = "SHA1";
        List<string> names = [
            .. entry.Texts("groups").Select(id => groups.GetValueOrDefault(id.ToLowerInvariant(), "")),
            entry.Text("group"),
        ];
        return new Draft
        {
            Place = place, Issuer = entry.Text("issuer"), Account = entry.Text("name"),
            Kind = Draft.KindOf(kind),
            Algorithm = Draft.AlgorithmOf(algorithm),
            Digits = info.Number("digits"),
            Period = info.Number("period"),
            Counter = info.Number("counter"),
            Note = entry.Text("note"),
            Favourite = entry.Flag("favorite"),
            Groups = [.. names.Where(name => name.Length > 0)],
            MaximumCounter = own ? ulong.MaxValue : Draft.MaximumJsonCounter,
            Key = () => info.Key("secret"),
            Damaged = entry.Damaged || info.Damaged || !info.IsText("secret"),
        }.Check();
    }

    /// <param name="groups">Gives the UUID for the name of a group.</param>
    public void WriteTo(Utf8JsonWriter writer, Func<string, string> groups)
    {
        if (Item is not Item.Accepted { Entry: var entry })
        {
            PasteWhole(writer, rest!);
            return;
        }
        var otp = entry.Otp;
        writer.WriteStartObject();
        writer.WriteString("type", otp.Kind switch { OtpKind.Hotp => "hotp", OtpKind.Steam => "steam", _ => "totp" });
        writer.WriteString("uuid", Id);
        writer.WriteString("name", otp.Account);
        writer.WriteString("issuer", otp.Issuer);
        writer.WriteString("note", entry.Note);
        writer.WriteBoolean("favorite", entry.Favourite);
        if (!hasIcon) writer.WriteNull("icon");
        Paste(writer, rest);
        writer.WriteStartObject("info");
        WriteKey(writer, otp.Key);
        writer.WriteString("algo", otp.Algorithm.ToString().ToUpperInvariant());
        writer.WriteNumber("digits", otp.Digits);
        if (otp.Kind is OtpKind.Hotp) writer.WriteNumber("counter", otp.Counter);
        else writer.WriteNumber("period", otp.Period);
        Paste(writer, restOfInfo);
        writer.WriteEndObject();
        writer.WriteStartArray("groups");
        foreach (var name in entry.Groups) writer.WriteStringValue(groups(name));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void Dispose()
    {
        (Item as Item.Accepted)?.Entry.Otp.Key.Dispose();
        CryptographicOperations.ZeroMemory(rest);
        CryptographicOperations.ZeroMemory(restOfInfo);
    }

    /// <summary>Copies an object without some of its members.</summary>
    /// <returns>JSON. A value that is not an object, which only a foreign program can have written, is copied whole.
    /// </returns>
    public static byte[] Copy(JsonElement element, HashSet<string> without)
    {
        using var buffer = new SecretBuffer(firstLength: 512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (element.ValueKind is JsonValueKind.Object)
            {
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => !without.Contains(member.Name)))
                    member.WriteTo(writer);
                writer.WriteEndObject();
            }
            else
            {
                element.WriteTo(writer);
            }
        }
        var kept = GC.AllocateUninitializedArray<byte>(buffer.Written.Length, pinned: true);
        buffer.Written.Span.CopyTo(kept);
        return kept;
    }

    /// <summary>Writes the members that <see cref="Copy"/> kept.</summary>
    public static void Paste(Utf8JsonWriter writer, byte[]? kept)
    {
        if (kept is null) return;
        using var members = JsonDocument.Parse(kept);
        foreach (var member in members.RootElement.EnumerateObject()) member.WriteTo(writer);
    }

    /// <summary>Writes unchanged JSON, but in the layout of the writer.</summary>
    public static void PasteWhole(Utf8JsonWriter writer, ReadOnlyMemory<byte> kept)
    {
        using var whole = JsonDocument.Parse(kept);
        whole.RootElement.WriteTo(writer);
    }

    private static void WriteKey(Utf8JsonWriter writer, OtpKey key)
    {
        Span<char> text = stackalloc char[Base32.EncodedLength(OtpKey.MaximumLength)];
        var length = Base32.Encode(key.Bytes, text);
        writer.WriteString("secret", text[..length]);
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text[..length]));
    }
}
