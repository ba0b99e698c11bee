using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Authenticator.Edges;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Backups of Stratum, formerly Authenticator Pro (doc/BACKUP_FORMAT.md of Stratum): JSON, and both ways in which
/// Stratum encrypts them.
/// </summary>
internal static class Stratum
{
    private const int MagicLength = 16;
    private const int StrongSaltLength = 16, MemoryKiB = 64 * 1024, Passes = 3, Lanes = 4;
    private const int LegacySaltLength = 20, Iterations = 64_000;

    private static ReadOnlySpan<byte> StrongMagic => "AUTHENTICATORPRO"u8;

    private static ReadOnlySpan<byte> LegacyMagic => "AuthenticatorPro"u8;

    public static bool Fits(Fields file) =>
        file.Element.ValueKind is JsonValueKind.Object && file.Element.TryGetProperty("Authenticators", out _);

    public static bool FitsSealed(ReadOnlySpan<byte> file) =>
        file.StartsWith(StrongMagic) || file.StartsWith(LegacyMagic);

    public static Reading Read(Fields file)
    {
        var categories = Listing.Names(file.List("Categories"), "Id", "Name");
        // Stratum links groups to the key itself, because no two of its entries share a key. Entries of a hostile file
        // may share a key; they then share one list of groups.
        Dictionary<string, IReadOnlyList<string>> groups = file.List("AuthenticatorCategories") is not { } links
            ? []
            : links.EnumerateArray().Select(link => new Fields(link))
                .GroupBy(link => link.Text("AuthenticatorSecret"),
                    link => categories.GetValueOrDefault(link.Text("CategoryId"), ""))
                .ToDictionary(group => group.Key,
                    IReadOnlyList<string> (group) => [.. group.Where(name => name.Length > 0)]);
        return Listing.Read(Format.Stratum, file.List("Authenticators"), false,
            (element, place) => ReadAuthenticator(element, place, groups));
    }

    public static Reading ReadSealed(ReadOnlySpan<byte> file, string? password) =>
        file.StartsWith(StrongMagic)
            ? ReadStrong(file[MagicLength..], password)
            : ReadLegacy(file[MagicLength..], password);

    private static Reading ReadStrong(ReadOnlySpan<byte> rest, string? password)
    {
        if (rest.Length < StrongSaltLength + Gcm.NonceLength + Gcm.TagLength) return Refuse(FileRefusal.Damaged);
        if (password is null) return new Reading.PasswordNeeded(Format.Stratum);
        var salt = rest[..StrongSaltLength];
        rest = rest[StrongSaltLength..];
        switch (PasswordKey.Argon2id(password, salt, MemoryKiB, Passes, Lanes))
        {
            case Derivation.Made made:
                var text = Gcm.OpenJoined(made.Key, rest[..Gcm.NonceLength], rest[Gcm.NonceLength..]);
                CryptographicOperations.ZeroMemory(made.Key);
                return text is null
                    ? Refuse(FileRefusal.WrongPassword)
                    : ReadDecrypted(text) ?? Refuse(FileRefusal.Damaged);
            case Derivation.OutOfReach missing: return new Reading.OutOfReach(Format.Stratum, missing.Message);
            default: throw new UnreachableException();
        }
    }

    /// <summary>
    /// A legacy file has no authentication, so a wrong password shows only in content that cannot be read.
    /// </summary>
    private static Reading ReadLegacy(ReadOnlySpan<byte> rest, string? password)
    {
        var length = rest.Length - LegacySaltLength - Cbc.BlockLength;
        if (length < Cbc.BlockLength || length % Cbc.BlockLength != 0) return Refuse(FileRefusal.Damaged);
        if (password is null) return new Reading.PasswordNeeded(Format.Stratum);
        var key = PasswordKey.Pbkdf2(password, rest[..LegacySaltLength], Iterations, HashAlgorithmName.SHA1);
        var text = Cbc.Open(key, rest.Slice(LegacySaltLength, Cbc.BlockLength),
            rest[(LegacySaltLength + Cbc.BlockLength)..]);
        CryptographicOperations.ZeroMemory(key);
        return (text is null ? null : ReadDecrypted(text)) ?? Refuse(FileRefusal.WrongPassword);
    }

    private static Reading? ReadDecrypted(byte[] text) => Listing.ReadDecrypted(text, root => Read(new Fields(root)));

    private static Item ReadAuthenticator(JsonElement element, int place,
        Dictionary<string, IReadOnlyList<string>> groups)
    {
        var entry = new Fields(element);
        var secret = entry.Text("Secret");
        return new Draft
        {
            Place = place, Issuer = entry.Text("Issuer"), Account = entry.Text("Username"),
            // Unsupported kinds: 3 is mOTP, 5 is Yandex.
            Kind = entry.Number("Type") switch { 2 => OtpKind.Totp, 1 => OtpKind.Hotp, 4 => OtpKind.Steam, _ => null },
            Algorithm = entry.Number("Algorithm") switch
            {
                null or 0 => OtpAlgorithm.Sha1,
                1 => OtpAlgorithm.Sha256,
                2 => OtpAlgorithm.Sha512,
                _ => null,
            },
            Digits = entry.Number("Digits"), Period = entry.Number("Period"), Counter = entry.Number("Counter"),
            Groups = groups.GetValueOrDefault(secret, []), Key = () => entry.Key("Secret"), Damaged = entry.Damaged,
        }.Check();
    }

    private static Reading.Refused Refuse(FileRefusal reason) => new(Format.Stratum, reason);
}
