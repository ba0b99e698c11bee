using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// HMAC-SHA256 under keys outside the database. The database stores codes, tokens and addresses in this form.
/// </summary>
/// <remarks>
/// A plain hash of a six-digit code can be looked up in a table. A keyed hash reveals nothing to an attacker who has
/// only the database.
/// </remarks>
public sealed class KeyedHash(KeyRing keys)
{
    private const int VersionLength = 2;

    /// <summary>Length of a stored hash in bytes: 2 of key version (big-endian) and 32 of HMAC.</summary>
    public const int Length = VersionLength + HMACSHA256.HashSizeInBytes;

    /// <param name="purpose">Selects the key: a constant of the code.</param>
    /// <param name="value">Also contains the binding of the value: flow, step or account.</param>
    public byte[] Of(string purpose, string value)
    {
        var stored = new byte[Length];
        BinaryPrimitives.WriteUInt16BigEndian(stored, (ushort)keys.CurrentVersion);
        Mac(keys.CurrentVersion, "hash/" + purpose, value).CopyTo(stored, VersionLength);
        return stored;
    }

    /// <summary>Compares in constant time, under the key version that the stored hash names.</summary>
    /// <exception cref="CryptographicException">The ring has no key of that version.</exception>
    public bool Matches(string purpose, string value, byte[] stored) =>
        stored.Length == Length
        && CryptographicOperations.FixedTimeEquals(
            Mac(BinaryPrimitives.ReadUInt16BigEndian(stored), "hash/" + purpose, value), stored.AsSpan(VersionLength));

    /// <summary>For look-ups by value, for example of an account by its email address.</summary>
    /// <returns>32 bytes, always under the oldest key of the ring, so that a rotation does not change them. Therefore
    /// that key can never be removed.</returns>
    public byte[] Index(string purpose, string value) => Mac(keys.OldestVersion, "index/" + purpose, value);

    private byte[] Mac(int version, string purpose, string value) =>
        HMACSHA256.HashData(keys.DerivedKey(version, purpose), Encoding.UTF8.GetBytes(value));
}
