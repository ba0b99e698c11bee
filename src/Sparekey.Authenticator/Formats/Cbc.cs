using System.Security.Cryptography;

namespace Sparekey.Authenticator.Formats;

/// <summary>AES-256-CBC with the padding of PKCS #7.</summary>
internal static class Cbc
{
    public const int BlockLength = 16;

    /// <param name="ciphertext">Whole blocks, one or more.</param>
    /// <returns>Null when the padding is none: another key, or changed. The caller zeroes it.</returns>
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
