using System.Security.Cryptography;
using System.Text;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Derives keys of 32 bytes from passwords in UTF-8. The caller checks the bounds (<see cref="KdfBounds"/>) and zeroes
/// the key.
/// </summary>
internal static class PasswordKey
{
    public const int Length = 32;

    public static byte[] Pbkdf2(string password, ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName hash)
    {
        var utf8 = Encoding.UTF8.GetBytes(password);
        var key = Rfc2898DeriveBytes.Pbkdf2(utf8, salt, iterations, hash, Length);
        CryptographicOperations.ZeroMemory(utf8);
        return key;
    }

    /// <param name="salt"><see cref="Argon2.MinimumSaltLength"/> bytes or more.</param>
    public static Derivation Argon2id(string password, ReadOnlySpan<byte> salt, decimal memoryKiB, decimal passes,
        decimal lanes)
    {
        var utf8 = Encoding.UTF8.GetBytes(password);
        var derivation = Argon2.Id(utf8, salt, (uint)memoryKiB, (uint)passes, (uint)lanes, Length);
        CryptographicOperations.ZeroMemory(utf8);
        return derivation;
    }

    /// <summary>SHA-256 of the password alone, as old versions of andOTP used it.</summary>
    public static byte[] Sha256(string password)
    {
        var utf8 = Encoding.UTF8.GetBytes(password);
        var key = SHA256.HashData(utf8);
        CryptographicOperations.ZeroMemory(utf8);
        return key;
    }
}
