using System.Security.Cryptography;

namespace Sparekey.Authenticator.Formats;

/// <summary>AES-256-CBC with the padding of PKCS #7.</summary>
internal static class Cbc
{
    public const int BlockLength = 16;

    /// <param name="ciphertext">Whole blocks, one or more.</param>
    /// <returns>The text, which the caller zeroes. Null if the padding is wrong: the key is wrong or the ciphertext was
    /// changed.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        try
        {
            return aes.DecryptCbc(ciphertext, iv, PaddingMode.PKCS7);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
