using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparekey.Authenticator.Formats;

/// <summary>The content of an Aegis vault, <c>db</c>: entries and groups.</summary>
internal sealed class AegisContent : IDisposable
{
    /// <summary>The newest known version. So far, newer versions of the content have stayed readable.</summary>
    public const int Version = 3;

    private static readonly HashSet<string> Known = ["version", "entries", "groups"];

    private readonly List<(string Id, string Name, byte[] Json)> groups = [];
    private byte[]? rest;
    private decimal version = Version;

    public List<AegisRecord> Records { get; } = [];

    public bool IsNewer => version > Version;

    /// <returns>The entries, or the reason why the content cannot be read.</returns>
    public static (IReadOnlyList<Item> Items, FileRefusal? Refusal, bool IsNewer) ReadItems(JsonElement db)
    {
        if (Entries(db, out var refusal) is not { } entries) return ([], refusal, false);
        var names = Groups(db).ToDictionary();
        return ([.. entries.EnumerateArray().Select((entry, at) => AegisRecord.ReadItem(entry, at + 1, names))], null,
            new Fields(db).Number("version") > Version);
    }

    /// <summary>As <see cref="ReadItems"/>, and keeps everything that is needed to write the content again.</summary>
    public static (AegisContent? Content, FileRefusal? Refusal) Read(JsonElement db)
    {
        if (Entries(db, out var refusal) is not { } entries) return (null, refusal);
        var content = new AegisContent
        {
            version = Math.Max(Version, new Fields(db).Number("version") ?? 0),
            rest = AegisRecord.Copy(db, Known),
        };
        if (new Fields(db).List("groups") is { } list)
            foreach (var group in list.EnumerateArray())
                content.groups.Add((new Fields(group).Text("uuid").ToLowerInvariant(), new Fields(group).Text("name"),
                    AegisRecord.Copy(group, [])));
        var names = Groups(db).ToDictionary();
        var ids = new HashSet<Guid>();
        foreach (var (at, entry) in entries.EnumerateArray().Index())
        {
            var text = new Fields(entry).Text("uuid");
            if (!Guid.TryParse(text, out var id) || !ids.Add(id)) ids.Add(id = StandIn(text, at));
            content.Records.Add(AegisRecord.Read(entry, AegisRecord.ReadItem(entry, at + 1, names, own: true), id));
        }
        return (content, null);
    }

    public void WriteTo(Utf8JsonWriter writer, Randomness random)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", version);
        writer.WriteStartArray("entries");
        foreach (var record in Records) record.WriteTo(writer, name => IdOf(name, random));
        writer.WriteEndArray();
        writer.WriteStartArray("groups");
        foreach (var (_, _, json) in groups) AegisRecord.PasteWhole(writer, json);
        writer.WriteEndArray();
        if (rest is null) writer.WriteBoolean("icons_optimized", true);   // a new vault has no icons
        else AegisRecord.Paste(writer, rest);
        writer.WriteEndObject();
    }

    public void Dispose()
    {
        foreach (var record in Records) record.Dispose();
    }

    /// <summary>Writes a nonce and a tag as an Aegis file holds them.</summary>
    public static void WriteParameters(Utf8JsonWriter writer, string name, byte[] nonce, byte[] tag)
    {
        writer.WriteStartObject(name);
        writer.WriteString("nonce", Convert.ToHexStringLower(nonce));
        writer.WriteString("tag", Convert.ToHexStringLower(tag));
        writer.WriteEndObject();
    }

    private string IdOf(string name, Randomness random)
    {
        foreach (var group in groups)
            if (group.Name == name) return group.Id;
        var id = random.Uuid().ToString();
        groups.Add((id, name, JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["uuid"] = id, ["name"] = name })));
        return id;
    }

    private static JsonElement? Entries(JsonElement db, out FileRefusal? refusal)
    {
        var entries = new Fields(db).List("entries");
        refusal = entries is null ? FileRefusal.Damaged
            : entries.Value.GetArrayLength() > ImportFile.MaximumEntries ? FileRefusal.TooLarge
            : null;
        return refusal is null ? entries : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Groups(JsonElement db) =>
        new Fields(db).List("groups") is not { } groups
            ? []
            : groups.EnumerateArray().Select(group => new Fields(group))
                .Select(group => KeyValuePair.Create(group.Text("uuid").ToLowerInvariant(), group.Text("name")))
                .DistinctBy(group => group.Key);

    /// <summary>
    /// An id for an entry whose own id is missing, unreadable or not unique. The id is the same at every opening.
    /// </summary>
    private static Guid StandIn(string uuid, int at) =>
        RandomValues.AsUuid(SHA256.HashData(Encoding.UTF8.GetBytes($"{at} {uuid}")).AsSpan(0, 16));
}
