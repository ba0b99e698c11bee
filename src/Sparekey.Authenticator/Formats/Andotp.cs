using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Backups of andOTP: JSON, and both ways in which andOTP encrypted them (Entry.java and EncryptionHelper.java of
/// andOTP).
/// </summary>
internal static class Andotp
{
    private const int IterationsLength = sizeof(int);
    private const int SaltLength = 12;

    /// <summary>Length of the shortest file: nonce, the two characters of an empty list, tag.</summary>
    public const int MinimumSealedLength = Gcm.NonceLength + 2 + Gcm.TagLength;

    /// <summary>Separates issuer and account in old files, which have only a label.</summary>
    private const string Hyphen = " - ";

    public static bool Fits(JsonElement root) =>
        root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0 && root[0].ValueKind is JsonValueKind.Object;

    public static Reading Read(JsonElement root) =>
        Listing.Read(Format.Andotp, root.ValueKind is JsonValueKind.Array ? root : null, false, ReadEntry);

    /// <summary>
    /// Reads an encrypted backup. The bytes do not tell how they were encrypted, so the new way is tried first, then
    /// the old one.
    /// </summary>
    public static Reading ReadSealed(ReadOnlySpan<byte> file, string? password)
    {
        if (password is null) return new Reading.PasswordNeeded(Format.Andotp);
        var text = OpenNew(file, password) ?? OpenOld(file, password);
        if (text is null) return new Reading.Refused(Format.Andotp, FileRefusal.WrongPassword);
        return Listing.ReadDecrypted(text, Read) ?? new Reading.Refused(Format.Andotp, FileRefusal.Damaged);
    }

    private static byte[]? OpenNew(ReadOnlySpan<byte> file, string password)
    {
        var iterations = BinaryPrimitives.ReadInt32BigEndian(file);
        var rest = file[IterationsLength..];
        if (!KdfBounds.AllowPbkdf2(iterations) || rest.Length < SaltLength + Gcm.NonceLength) return null;
        return Open(PasswordKey.Pbkdf2(password, rest[..SaltLength], iterations, HashAlgorithmName.SHA1),
            rest[SaltLength..]);
    }

    private static byte[]? OpenOld(ReadOnlySpan<byte> file, string password) =>
        Open(PasswordKey.Sha256(password), file);

    private static byte[]? Open(byte[] key, ReadOnlySpan<byte> nonceAndText)
    {
        var text = Gcm.OpenJoined(key, nonceAndText[..Gcm.NonceLength], nonceAndText[Gcm.NonceLength..]);
        CryptographicOperations.ZeroMemory(key);
        return text;
    }

    private static Item ReadEntry(JsonElement element, int place)
    {
        var entry = new Fields(element);
        var (issuer, account) = (entry.Text("issuer"), entry.Text("label"));
        if (!entry.Has("issuer") && account.IndexOf(Hyphen, StringComparison.Ordinal) is >= 0 and var at)
            (issuer, account) = (account[..at], account[(at + Hyphen.Length)..]);
        return new Draft
        {
            Place = place,
            Issuer = issuer,
            Account = account,
            Kind = Draft.KindOf(entry.Text("type")),
            Algorithm = Draft.AlgorithmOf(entry.Text("algorithm")),
            Digits = entry.Number("digits"),
            Period = entry.Number("period"),
            Counter = entry.Number("counter"),
            Groups = entry.Texts("tags"),
            Key = () => entry.Key("secret"), Damaged = entry.Damaged || !entry.IsText("secret"),
        }.Check();
    }
}
