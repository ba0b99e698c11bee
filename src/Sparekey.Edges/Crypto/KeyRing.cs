using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// The server's master keys, oldest first. Everything secret at rest hangs on them; they never enter the database.
/// </summary>
/// <remarks>
/// New secrets use the newest key, old ones name the version that made them, so rotation needs no downtime. A key is
/// never removed while a row names it, and the oldest never at all: <see cref="KeyedHash.Index"/> stands on it.
/// </remarks>
public sealed class KeyRing
{
    /// <summary>Bytes of a key: AES-256, and the output of SHA-256.</summary>
    public const int KeyLength = 32;

    private readonly SortedDictionary<int, MasterKey> _keys;
    private readonly ConcurrentDictionary<(int Version, string Purpose), byte[]> _derived = new();

    private KeyRing(SortedDictionary<int, MasterKey> keys)
    {
        _keys = keys;
        Versions = [.. keys.Keys];
    }

    public int CurrentVersion => Versions[^1];

    public int OldestVersion => Versions[0];

    /// <summary>Ascending, 1 to 65535.</summary>
    public IReadOnlyList<int> Versions { get; }

    /// <summary>
    /// Reads the ring at <paramref name="path"/>, or makes one with one key, readable by its owner alone.
    /// </summary>
    /// <exception cref="KeyRingException">The file cannot be read, is malformed, or others may read it; the message
    /// says what to do.</exception>
    public static KeyRing LoadOrCreate(string path, Randomness random, DateTimeOffset now)
    {
        if (KeyRingFile.Read(path) is { } json) return ParseFile(path, json);
        var fresh = new KeyRing(new() { [1] = new MasterKey(now, random.Bytes(KeyLength)) });
        // Two nodes may start at once on one folder: the first file stays, and the other node takes it.
        if (KeyRingFile.TryCreate(path, fresh.ToJson())) return fresh;
        return ParseFile(path,
            KeyRingFile.Read(path)
                ?? throw new KeyRingException($"The key ring {path} vanished while it was being read; start again."));
    }

    /// <param name="json"><c>{"keys":[{"version":1,"created_at":"2026-01-31T00:00:00Z","key":"base64 of 32
    /// bytes"}]}</c>, as a configuration may carry it.</param>
    /// <exception cref="KeyRingException"/>
    public static KeyRing Parse(string json) => ParseFile("in the configuration", json);

    private static KeyRing ParseFile(string where, string json)
    {
        if (Entries(json) is not { } entries)
            throw new KeyRingException(
                $"The key ring {where} is not a key ring in JSON; restore it from a backup, and do not delete it, "
                    + "because every stored secret needs it.");
        if (entries.Count == 0)
            throw new KeyRingException($"The key ring {where} holds no keys; restore it from a backup.");
        var keys = new SortedDictionary<int, MasterKey>();
        foreach (var (version, key) in entries)
        {
            if (version is < 1 or > ushort.MaxValue)
                throw new KeyRingException(
                    $"The key ring {where} has a key of version {version}; "
                        + "versions are 1 to 65535, so restore it from a backup.");
            if (key.Bytes.Length != KeyLength)
                throw new KeyRingException(
                    $"Key {version} of the key ring {where} has {key.Bytes.Length} bytes instead of 32; "
                        + "restore it from a backup.");
            if (!keys.TryAdd(version, key))
                throw new KeyRingException(
                    $"The key ring {where} has two keys of version {version}; restore it from a backup.");
        }
        return new KeyRing(keys);
    }

    /// <returns>Null for anything but the expected JSON.</returns>
    private static List<(int Version, MasterKey Key)>? Entries(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(entry =>
                (entry.GetProperty("version").GetInt32(),
                    new MasterKey(entry.GetProperty("created_at").GetDateTimeOffset(),
                        entry.GetProperty("key").GetBytesFromBase64())))];
        }
        // What the reader says may quote the text, and the text is keys: the cause is not passed on.
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// A ring with one more key, which becomes the current one. Write it with <see cref="Save"/> and give it to every
    /// node before using it.
    /// </summary>
    public KeyRing Rotate(Randomness random, DateTimeOffset now) =>
        new(new(_keys) { [checked((ushort)(CurrentVersion + 1))] = new MasterKey(now, random.Bytes(KeyLength)) });

    /// <summary>Replaces the file as one step: after a crash it is the old ring or the new one.</summary>
    /// <exception cref="KeyRingException"/>
    public void Save(string path) => KeyRingFile.Replace(path, ToJson());

    /// <summary>
    /// HKDF-SHA256 (RFC 5869) of the master key, with the purpose as info: 32 bytes that tell nothing about the master
    /// or a sibling.
    /// </summary>
    /// <param name="purpose">One of a few constants of the code, never something a person typed: each is kept.</param>
    /// <exception cref="CryptographicException">The ring has no such version.</exception>
    public byte[] Derive(int version, string purpose) => DerivedKey(version, purpose).ToArray();

    internal ReadOnlySpan<byte> DerivedKey(int version, string purpose) =>
        _derived.GetOrAdd((version, purpose), static (at, keys) => keys.TryGetValue(at.Version, out var master)
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, KeyLength, salt: null,
                info: Encoding.UTF8.GetBytes("sparekey/1/" + at.Purpose))
            : throw new CryptographicException($"The key ring has no key of version {at.Version}."), _keys);

    /// <summary>
    /// A commitment to one key that tells nothing about it: stored in the database, it shows at start that the ring is
    /// not the one that the rows were made with.
    /// </summary>
    /// <returns>32 bytes.</returns>
    public byte[] Check(int version) => HMACSHA256.HashData(DerivedKey(version, "check"), "sparekey key ring check"u8);

    public override string ToString() => $"KeyRing(versions {string.Join(", ", Versions)})";

    private string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var (version, key) in _keys)
            {
                json.WriteStartObject();
                json.WriteNumber("version", version);
                json.WriteString("created_at",
                    key.CreatedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                json.WriteBase64String("key", key.Bytes);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private sealed class MasterKey(DateTimeOffset createdAt, byte[] bytes)
    {
        internal DateTimeOffset CreatedAt { get; } = createdAt;

        internal byte[] Bytes { get; } = bytes;
    }
}

/// <summary>The key ring cannot be used. The message is one sentence for the operator, and holds no key.</summary>
public sealed class KeyRingException : Exception
{
    public KeyRingException(string message) : base(message) { }

    public KeyRingException(string message, Exception innerException) : base(message, innerException) { }

    public KeyRingException() { }
}
