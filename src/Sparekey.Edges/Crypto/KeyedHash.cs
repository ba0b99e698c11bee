using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>HMAC-SHA256 under keys kept outside the database: how codes, tokens and addresses are stored.</summary>
/// <remarks>
/// A six-digit code under a plain hash is read off a table; under a key it tells nothing to who has the database alone.
/// </remarks>
public sealed class KeyedHash(KeyRing keys)
{
    private const int VersionLength = 2;

    /// <summary>Bytes of a stored hash: 2 of key version, big-endian, and 32 of HMAC.</summary>
    public const int Length = VersionLength + HMACSHA256.HashSizeInBytes;

    /// <param name="purpose">Selects the key: a constant of the code. What the value is bound to (flow, step, account)
    /// belongs into <paramref name="value"/>.</param>
    public byte[] Of(string purpose, string value)
    {
        var stored = new byte[Length];
        BinaryPrimitives.WriteUInt16BigEndian(stored, (ushort)keys.CurrentVersion);
        Mac(keys.CurrentVersion, "hash/" + purpose, value).CopyTo(stored, VersionLength);
        return stored;
    }

    /// <summary>In constant time, under the key version that the stored hash names.</summary>
    /// <exception cref="CryptographicException">The ring no longer has that version.</exception>
    public bool Matches(string purpose, string value, byte[] stored) =>
        stored.Length == Length
        && CryptographicOperations.FixedTimeEquals(
            Mac(BinaryPrimitives.ReadUInt16BigEndian(stored), "hash/" + purpose, value), stored.AsSpan(VersionLength));

    /// <summary>For unique lookups, such as an account by its email.</summary>
    /// <returns>32 bytes, always under the oldest key of the ring, so that rotating does not change them; that key can
    /// never be removed.</returns>
    public byte[] Index(string purpose, string value) => Mac(keys.OldestVersion, "index/" + purpose, value);

    private byte[] Mac(int version, string purpose, string value) =>
        HMACSHA256.HashData(keys.DerivedKey(version, purpose), Encoding.UTF8.GetBytes(value));
}
