using System.Security.Cryptography;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a nonce of 12 bytes and a tag of 16 bytes, as all supported formats use it.
/// </summary>
internal static class Gcm
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    /// <returns>The text, which the caller zeroes. Null if the key is wrong or the data was changed.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag)
    {
        using var aes = new AesGcm(key, TagLength);
        var text = new byte[ciphertext.Length];
        try
        {
            aes.Decrypt(nonce, ciphertext, tag, text);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Open"/>, but the tag follows the ciphertext.</summary>
    public static byte[]? OpenJoined(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText) =>
        sealedText.Length < TagLength ? null : Open(key, nonce, sealedText[..^TagLength], sealedText[^TagLength..]);

    public static (byte[] Nonce, byte[] Ciphertext, byte[] Tag) Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text,
        Randomness random)
    {
        using var aes = new AesGcm(key, TagLength);
        var (nonce, ciphertext, tag) = (random.Bytes(NonceLength), new byte[text.Length], new byte[TagLength]);
        aes.Encrypt(nonce, text, ciphertext, tag);
        return (nonce, ciphertext, tag);
    }
}
