using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// JSON exports of the Bitwarden vault and of Bitwarden Authenticator, and exports of the vault that are encrypted
/// under a password of their own (bitwarden.com/help/encrypted-export).
/// </summary>
internal static class Bitwarden
{
    private const int Login = 1;          // the type of an item that is a login
    private const int MacLength = 32;
    private const string Sealing = "2.";  // AES-256-CBC with HMAC-SHA-256

    public static bool Fits(Fields file) =>
        file.Has("passwordProtected") || (file.Has("encrypted") && file.Has("items"));

    public static Reading Read(Fields file, string? password)
    {
        if (!file.Flag("encrypted")) return ReadVault(file);
        return file.Flag("passwordProtected") ? ReadSealed(file, password) : Refuse(FileRefusal.AccountBound);
    }

    private static Reading ReadVault(Fields file)
    {
        var format = file.Has("folders") ? Format.Bitwarden : Format.BitwardenAuthenticator;
        var folders = Listing.Names(file.List("folders"), "id", "name");
        return Listing.Read(format, file.List("items"), false,
            (item, place) => ReadItem(new Fields(item), place, folders));
    }

    /// <returns>Null for an item without a second factor.</returns>
    private static Item? ReadItem(Fields item, int place, Dictionary<string, string> folders)
    {
        var type = item.Number("type");
        if (!item.Damaged && type is not Login) return null;
        var login = item.OptionalObject("login");
        if (!item.Damaged && login is null) return null;
        var (totp, user) = (login?.Text("totp") ?? "", login?.Text("username") ?? "");
        var (name, favourite, folder) = (item.Text("name"), item.Flag("favorite"),
            folders.GetValueOrDefault(item.Text("folderId"), ""));
        if (item.Damaged || login is null || login.Damaged)
            return new BitwardenLogin(place, name, user, totp).Refuse(EntryRefusal.Damaged);
        if (totp.Length == 0) return null;
        return new BitwardenLogin(place, name, user, totp) { Favourite = favourite, Folder = folder }.Read();
    }

    private static Reading ReadSealed(Fields file, string? password)
    {
        var (salt, kind, passes) = (Encoding.UTF8.GetBytes(file.Text("salt")), file.Number("kdfType"),
            file.Number("kdfIterations"));
        var (memory, lanes) = (file.Number("kdfMemory"), file.Number("kdfParallelism"));
        if (Pieces(file.Text("data")) is not { } data || passes is not { } rounds || salt.Length == 0)
            return Refuse(FileRefusal.Damaged);
        switch (kind)
        {
            case 0:
                if (!KdfBounds.AllowPbkdf2(rounds)) return Refuse(FileRefusal.KdfOutOfBounds);
                if (password is null) return new Reading.PasswordNeeded(Format.Bitwarden);
                return Open(PasswordKey.Pbkdf2(password, salt, (int)rounds, HashAlgorithmName.SHA256), data);
            case 1 when memory is not null && lanes is not null:
                if (!KdfBounds.AllowArgon2(memory.Value * 1024, rounds, lanes.Value))
                    return Refuse(FileRefusal.KdfOutOfBounds);
                if (password is null) return new Reading.PasswordNeeded(Format.Bitwarden);
                return PasswordKey.Argon2id(password, SHA256.HashData(salt), memory.Value * 1024, rounds,
                    lanes.Value) switch
                {
                    Derivation.Made made => Open(made.Key, data),
                    Derivation.OutOfReach missing => new Reading.OutOfReach(Format.Bitwarden, missing.Message),
                    _ => throw new UnreachableException(),
                };
            default: return Refuse(FileRefusal.Damaged);
        }
    }

    private static Reading Open(byte[] key, (byte[] Iv, byte[] Ciphertext, byte[] Mac) data)
    {
        var encryptionKey = HKDF.Expand(HashAlgorithmName.SHA256, key, PasswordKey.Length, "enc"u8.ToArray());
        var macKey = HKDF.Expand(HashAlgorithmName.SHA256, key, PasswordKey.Length, "mac"u8.ToArray());
        var isWhole = CryptographicOperations.FixedTimeEquals(
            HMACSHA256.HashData(macKey, (byte[])[.. data.Iv, .. data.Ciphertext]), data.Mac);
        var text = isWhole ? Cbc.Open(encryptionKey, data.Iv, data.Ciphertext) : null;
        foreach (var secret in (byte[][])[key, encryptionKey, macKey]) CryptographicOperations.ZeroMemory(secret);
        if (!isWhole) return Refuse(FileRefusal.WrongPassword);
        return (text is null
                ? null
                : Listing.ReadDecrypted(text,
                    root => root.ValueKind is JsonValueKind.Object
                        ? ReadVault(new Fields(root))
                        : Refuse(FileRefusal.Damaged)))
            ?? Refuse(FileRefusal.Damaged);
    }

    /// <summary>
    /// Initialisation vector, ciphertext of whole blocks, and MAC: <c>2.iv|ciphertext|mac</c>, each part in Base64.
    /// </summary>
    private static (byte[] Iv, byte[] Ciphertext, byte[] Mac)? Pieces(string text)
    {
        if (!text.StartsWith(Sealing, StringComparison.Ordinal)) return null;
        var pieces = text[Sealing.Length..].Split('|', 4).Select(piece => piece.FromBase64()).ToList();
        return pieces is [{ Length: Cbc.BlockLength } iv, { Length: >= Cbc.BlockLength } ciphertext,
            { Length: MacLength } mac]
                && ciphertext.Length % Cbc.BlockLength == 0
            ? (iv, ciphertext, mac)
            : null;
    }

    private static Reading.Refused Refuse(FileRefusal reason) => new(Format.Bitwarden, reason);
}
