using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sparekey.Authenticator.Tests.Vault;

/// <summary>
/// Opens a vault as the documentation of Aegis describes (docs/vault.md, docs/decrypt.py), with its own scrypt after
/// RFC 7914. Shares no code with the program.
/// </summary>
internal static class AegisRecipe
{
    public static JsonElement Open(string file, string password)
    {
        using var vault = JsonDocument.Parse(File.ReadAllBytes(file));
        var header = vault.RootElement.GetProperty("header");
        foreach (var slot in header.GetProperty("slots")
            .EnumerateArray()
            .Where(slot => slot.GetProperty("type").GetInt32() == 1))
        {
            var key = Scrypt(Encoding.UTF8.GetBytes(password), Hex(slot, "salt"), slot.GetProperty("n").GetInt32(),
                slot.GetProperty("r").GetInt32(), slot.GetProperty("p").GetInt32(), 32);
            var master = Decrypt(key, Hex(slot, "key"), slot.GetProperty("key_params"));
            if (master is null) continue;
            var db = Decrypt(master, vault.RootElement.GetProperty("db").GetBytesFromBase64(),
                header.GetProperty("params"))!;
            return JsonDocument.Parse(db).RootElement;
        }
        throw new CryptographicException("No slot opens with this password.");
    }

    /// <summary>RFC 7914 section 6.</summary>
    public static byte[] Scrypt(byte[] password, byte[] salt, int n, int r, int p, int length)
    {
        var blocks = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, p * 128 * r);
        for (var i = 0; i < p; i++) RoMix(blocks.AsSpan(i * 128 * r, 128 * r), n, r);
        return Rfc2898DeriveBytes.Pbkdf2(password, blocks, 1, HashAlgorithmName.SHA256, length);
    }

    private static byte[]? Decrypt(byte[] key, byte[] text, JsonElement parameters)
    {
        using var aes = new AesGcm(key, 16);
        var plain = new byte[text.Length];
        try
        {
            aes.Decrypt(Hex(parameters, "nonce"), text, Hex(parameters, "tag"), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);

    /// <summary>Section 5.</summary>
    private static void RoMix(Span<byte> block, int n, int r)
    {
        var words = 32 * r;
        var x = new uint[words];
        for (var i = 0; i < words; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        var v = new uint[n][];
        for (var i = 0; i < n; i++)
        {
            v[i] = (uint[])x.Clone();
            x = BlockMix(x, r);
        }
        for (var i = 0; i < n; i++)
        {
            var other = v[x[words - 16] & (uint)(n - 1)];
            for (var k = 0; k < words; k++) x[k] ^= other[k];
            x = BlockMix(x, r);
        }
        for (var i = 0; i < words; i++) BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], x[i]);
    }

    /// <summary>Section 4.</summary>
    private static uint[] BlockMix(uint[] b, int r)
    {
        var x = b[^16..];
        var y = new uint[b.Length];
        for (var i = 0; i < 2 * r; i++)
        {
            for (var k = 0; k < 16; k++) x[k] ^= b[16 * i + k];
            Salsa(x);
            x.CopyTo(y, 16 * (i / 2 + (i % 2) * r));
        }
        return y;
    }

    /// <summary>Salsa20/8, section 3.</summary>
    private static void Salsa(uint[] b)
    {
        var x = (uint[])b.Clone();
        for (var round = 0; round < 4; round++)
        {
            Quarter(0, 4, 8, 12); Quarter(5, 9, 13, 1); Quarter(10, 14, 2, 6); Quarter(15, 3, 7, 11);
            Quarter(0, 1, 2, 3); Quarter(5, 6, 7, 4); Quarter(10, 11, 8, 9); Quarter(15, 12, 13, 14);
        }
        for (var i = 0; i < 16; i++) b[i] += x[i];

        void Quarter(int a, int c, int d, int e)
        {
            x[c] ^= BitOperations.RotateLeft(x[a] + x[e], 7);
            x[d] ^= BitOperations.RotateLeft(x[c] + x[a], 9);
            x[e] ^= BitOperations.RotateLeft(x[d] + x[c], 13);
            x[a] ^= BitOperations.RotateLeft(x[e] + x[d], 18);
        }
    }
}
