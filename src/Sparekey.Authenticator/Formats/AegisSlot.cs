using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>One way to open an Aegis vault: its master key, wrapped under another key (Aegis docs/vault.md).</summary>
public sealed class AegisSlot
{
    private const int PasswordType = 1;
    private const int SaltLength = 32;
    private const int N = 32_768, R = 8, P = 1;   // Aegis CryptoUtils

    private readonly byte[] json;
    private readonly Wrapping? wrapping;

    private AegisSlot(Guid id, bool isPassword, byte[] json, Wrapping? wrapping) =>
        (Id, IsPassword, this.json, this.wrapping) = (id, isPassword, json, wrapping);

    /// <summary>Empty if the file gives no id.</summary>
    public Guid Id { get; }

    /// <summary>This program cannot use other slots, such as one for a fingerprint. They are kept unchanged.</summary>
    public bool IsPassword { get; }

    /// <summary>True for a password slot with a missing or malformed field, which no password can open.</summary>
    internal bool IsDamaged => IsPassword && wrapping is null;

    internal bool IsWithinBounds => wrapping is null || KdfBounds.AllowScrypt(wrapping.N, wrapping.R, wrapping.P);

    /// <summary>n·r·p of scrypt. The time of a derivation is proportional to this product.</summary>
    internal decimal Work => wrapping is null ? 0 : wrapping.N * wrapping.R * wrapping.P;

    internal static AegisSlot Read(JsonElement element)
    {
        var slot = new Fields(element);
        _ = Guid.TryParse(slot.Text("uuid"), out var id);
        var raw = Encoding.UTF8.GetBytes(element.GetRawText());   // no secret, because the key is wrapped
        if (slot.Number("type") != PasswordType) return new AegisSlot(id, false, raw, null);
        var parameters = slot.Object("key_params");
        var wrapped = slot.Hex("key", Gcm.KeyLength) is { } key && slot.Hex("salt", SaltLength) is { } salt
            && parameters.Hex("nonce", Gcm.NonceLength) is { } nonce && parameters.Hex("tag", Gcm.TagLength) is { } tag
            && slot.Number("n") is { } n && slot.Number("r") is { } r && slot.Number("p") is { } p
            ? new Wrapping(key, nonce, tag, salt, n, r, p) : null;
        return new AegisSlot(id, true, raw, wrapped);
    }

    /// <summary>Wraps a master key under a new password.</summary>
    /// <returns>A slot, or the reason why this machine cannot make one.</returns>
    internal static (AegisSlot? Slot, Derivation.OutOfReach? Missing) Create(string password,
        ReadOnlySpan<byte> masterKey, Randomness random)
    {
        var salt = random.Bytes(SaltLength);
        var derivation = Derive(password, salt, N, R, P);
        if (derivation is Derivation.OutOfReach missing) return (null, missing);
        var made = (Derivation.Made)derivation;
        var (nonce, key, tag) = Gcm.Seal(made.Key, masterKey, random);
        CryptographicOperations.ZeroMemory(made.Key);
        var id = random.Uuid();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type", PasswordType);
            writer.WriteString("uuid", id);
            writer.WriteString("key", Convert.ToHexStringLower(key));
            AegisContent.WriteParameters(writer, "key_params", nonce, tag);
            writer.WriteNumber("n", N);
            writer.WriteNumber("r", R);
            writer.WriteNumber("p", P);
            writer.WriteString("salt", Convert.ToHexStringLower(salt));
            // The whole password was hashed as UTF-8. Old versions of Aegis hashed long passwords differently, and use
            // this mark to tell the two apart.
            writer.WriteBoolean("repaired", true);
            writer.WriteBoolean("is_backup", false);
            writer.WriteEndObject();
        }
        return (new AegisSlot(id, true, stream.ToArray(), new Wrapping(key, nonce, tag, salt, N, R, P)), null);
    }

    /// <returns>The master key, which the caller zeroes; null if the password is wrong; or the reason why this machine
    /// cannot derive the key.</returns>
    internal (byte[]? MasterKey, Derivation.OutOfReach? Missing) Try(string password)
    {
        if (wrapping is not { } it) return (null, null);
        switch (Derive(password, it.Salt, (ulong)it.N, (uint)it.R, (uint)it.P))
        {
            case Derivation.Made made:
                var masterKey = Gcm.Open(made.Key, it.Nonce, it.Key, it.Tag);
                CryptographicOperations.ZeroMemory(made.Key);
                return (masterKey, null);
            case Derivation.OutOfReach missing: return (null, missing);
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    internal void WriteTo(Utf8JsonWriter writer) => AegisRecord.PasteWhole(writer, json);

    private static Derivation Derive(string password, byte[] salt, ulong n, uint r, uint p)
    {
        var utf8 = Encoding.UTF8.GetBytes(password);
        var derivation = Sodium.Scrypt(utf8, salt, n, r, p, Gcm.KeyLength);
        CryptographicOperations.ZeroMemory(utf8);
        return derivation;
    }

    private sealed record Wrapping(byte[] Key, byte[] Nonce, byte[] Tag, byte[] Salt, decimal N, decimal R, decimal P)
    {
        public override string ToString() => "Wrapping(…)";
    }
}
