using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>Seals stored secrets: AES-256-GCM under a key for each purpose, bound to the row.</summary>
/// <remarks>
/// A sealed blob has 1 byte of format (1), 2 bytes of key version (big-endian), 12 bytes of nonce, the ciphertext, and
/// 16 bytes of tag. The first three bytes and the row are associated data, so a blob cannot be opened in another row or
/// with changed first bytes. Nonces are random. NIST SP 800-38D section 8.3 allows 2^32 of them under one key, that is
/// for each purpose and key version; rotate the ring long before.
/// </remarks>
public sealed class SecretBox(KeyRing keys, Randomness random)
{
    /// <summary>A blob is longer than its plaintext by this number of bytes.</summary>
    public const int Overhead = HeaderLength + NonceLength + TagLength;

    private const byte Format = 1;
    private const int HeaderLength = 3;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="purpose">Selects the key: a constant of the code, for example <c>factors</c>.</param>
    /// <param name="row">Place of the blob, for example <c>factors/&lt;account&gt;/&lt;factor&gt;/secret</c>. Opening
    /// needs the same value.</param>
    public byte[] Seal(string purpose, string row, ReadOnlySpan<byte> plaintext)
    {
        var blob = new byte[plaintext.Length + Overhead];
        blob[0] = Format;
        BinaryPrimitives.WriteUInt16BigEndian(blob.AsSpan(1), (ushort)keys.CurrentVersion);
        var nonce = blob.AsSpan(HeaderLength, NonceLength);
        random.Bytes(NonceLength).CopyTo(nonce);
        using var cipher = Cipher(keys.CurrentVersion, purpose);
        cipher.Encrypt(nonce, plaintext, blob.AsSpan(HeaderLength + NonceLength, plaintext.Length),
            blob.AsSpan(blob.Length - TagLength), Associated(blob, row));
        return blob;
    }

    public byte[] Seal(string purpose, string row, string text)
    {
        var plaintext = Encoding.UTF8.GetBytes(text);
        try
        {
            return Seal(purpose, row, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <exception cref="CryptographicException">Wrong row, purpose or key, an unknown version or format, or a changed
    /// bit.</exception>
    public byte[] Open(string purpose, string row, ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Overhead || blob[0] != Format)
            throw new CryptographicException("This is not a sealed secret.");
        using var cipher = Cipher(BinaryPrimitives.ReadUInt16BigEndian(blob[1..]), purpose);
        var plaintext = new byte[blob.Length - Overhead];
        cipher.Decrypt(blob.Slice(HeaderLength, NonceLength), blob[(HeaderLength + NonceLength)..^TagLength],
            blob[^TagLength..], plaintext, Associated(blob, row));
        return plaintext;
    }

    /// <inheritdoc cref="Open"/>
    public string OpenText(string purpose, string row, ReadOnlySpan<byte> blob)
    {
        var plaintext = Open(purpose, row, blob);
        try
        {
            return Encoding.UTF8.GetString(plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private AesGcm Cipher(int version, string purpose) => new(keys.DerivedKey(version, "box/" + purpose), TagLength);

    private static byte[] Associated(ReadOnlySpan<byte> blob, string row) =>
        [.. blob[..HeaderLength], .. Encoding.UTF8.GetBytes(row)];
}
