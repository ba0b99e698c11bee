using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// The server's master keys, oldest first. All stored secrets depend on them. The keys never enter the database.
/// </summary>
/// <remarks>
/// New secrets use the newest key. Stored secrets name the version of their key, so rotation needs no downtime. A key
/// must not be removed while a row names it. The oldest key must never be removed, because <see
/// cref="KeyedHash.Index"/> uses it.
/// </remarks>
public sealed class KeyRing
{
    /// <summary>Length of a key in bytes: that of AES-256 and of the output of SHA-256.</summary>
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
    /// Reads the ring at <paramref name="path"/>. If there is no file, makes a ring with one key, in a file that only
    /// its owner can read.
    /// </summary>
    /// <exception cref="KeyRingException">The file cannot be read, is malformed, or can be read by others. The message
    /// says what to do.</exception>
    public static KeyRing LoadOrCreate(string path, Randomness random, DateTimeOffset now)
    {
        if (KeyRingFile.Read(path) is { } json) return ParseFile(path, json);
        var fresh = new KeyRing(new() { [1] = new MasterKey(now, random.Bytes(KeyLength)) });
        // If two nodes start on one folder at the same time, the first file stays and the other node reads it.
        if (KeyRingFile.TryCreate(path, fresh.ToJson())) return fresh;
        return ParseFile(path,
            KeyRingFile.Read(path)
                ?? throw new KeyRingException($"The key ring {path} vanished while it was being read; start again."));
    }

    /// <param name="json">Key ring from a configuration:
    /// <c>{"keys":[{"version":1,"created_at":"2026-01-31T00:00:00Z","key":"base64 of 32 bytes"}]}</c>.</param>
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

    /// <returns>Null if the text is not the expected JSON.</returns>
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
        // The message of the parser may quote the text, which contains keys, so it does not become an inner exception.
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// A ring with one more key, which becomes the current key. Write the ring with <see cref="Save"/> and copy it to
    /// every node before using it.
    /// </summary>
    public KeyRing Rotate(Randomness random, DateTimeOffset now) =>
        new(new(_keys) { [checked((ushort)(CurrentVersion + 1))] = new MasterKey(now, random.Bytes(KeyLength)) });

    /// <summary>Replaces the file atomically: after a crash it contains the old ring or the new ring.</summary>
    /// <exception cref="KeyRingException"/>
    public void Save(string path) => KeyRingFile.Replace(path, ToJson());

    /// <summary>
    /// HKDF-SHA256 (RFC 5869) of the master key, with the purpose as info: 32 bytes that reveal nothing about the
    /// master key or about other derived keys.
    /// </summary>
    /// <param name="purpose">A constant of the code, never user input, because every derived key is cached.</param>
    /// <exception cref="CryptographicException">The ring has no such version.</exception>
    public byte[] Derive(int version, string purpose) => DerivedKey(version, purpose).ToArray();

    internal ReadOnlySpan<byte> DerivedKey(int version, string purpose) =>
        _derived.GetOrAdd((version, purpose), static (at, keys) => keys.TryGetValue(at.Version, out var master)
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, KeyLength, salt: null,
                info: Encoding.UTF8.GetBytes("sparekey/1/" + at.Purpose))
            : throw new CryptographicException($"The key ring has no key of version {at.Version}."), _keys);

    /// <summary>
    /// A commitment to one key that reveals nothing about the key. The database stores it, so that a start with another
    /// key ring is detected.
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

/// <summary>The key ring cannot be used. The message is one sentence for the operator and contains no key.</summary>
public sealed class KeyRingException : Exception
{
    public KeyRingException(string message) : base(message) { }

    public KeyRingException(string message, Exception innerException) : base(message, innerException) { }

    public KeyRingException() { }
}
