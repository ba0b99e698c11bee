using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>Backups of 2FAS, schemas 1 to 4 (BackupContent.kt and BackupCipherImpl.kt of 2FAS).</summary>
internal static class Twofas
{
    private const int Schema = 4;
    private const int Iterations = 10_000;

    public static bool Fits(Fields file) => file.Has("services") && file.Has("schemaVersion");

    public static Reading Read(Fields file, string? password)
    {
        var services = file.List("services");
        var groups = Listing.Names(file.List("groups"), "id", "name");
        var isNewer = file.Number("schemaVersion") > Schema;
        if (services is null || !file.Has("servicesEncrypted")) return ReadServices(services);
        if (Pieces(file.Text("servicesEncrypted")) is not var (sealedText, salt, nonce))
            return new Reading.Refused(Format.Twofas, FileRefusal.Damaged);
        if (password is null) return new Reading.PasswordNeeded(Format.Twofas);
        var key = PasswordKey.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256);
        var text = Gcm.OpenJoined(key, nonce, sealedText);
        CryptographicOperations.ZeroMemory(key);
        if (text is null) return new Reading.Refused(Format.Twofas, FileRefusal.WrongPassword);
        return Listing.ReadDecrypted(text, list => ReadServices(list.ValueKind is JsonValueKind.Array ? list : null))
            ?? ReadServices(null);

        Reading ReadServices(JsonElement? list) =>
            Listing.Read(Format.Twofas, list, isNewer, (service, place) => ReadService(service, place, groups));
    }

    private static Item ReadService(JsonElement element, int place, Dictionary<string, string> groups)
    {
        var service = new Fields(element);
        var otp = service.Object("otp");
        var group = groups.GetValueOrDefault(service.Text("groupId"), "");
        return new Draft
        {
            // A missing kind means TOTP: schemas 1 and 2 had no other kind.
            Place = place, Kind = otp.Text("tokenType") is { Length: > 0 } kind ? Draft.KindOf(kind) : OtpKind.Totp,
            Issuer = otp.Text("issuer") is { Length: > 0 } issuer ? issuer : service.Text("name"),
            Account = otp.Text("account") is { Length: > 0 } account ? account : otp.Text("label"),
            Algorithm = Draft.AlgorithmOf(otp.Text("algorithm")),
            Digits = otp.Number("digits"),
            Period = otp.Number("period"),
            Counter = otp.Number("counter"),
            Groups = group.Length == 0 ? [] : [group],
            Key = () => service.Key("secret"),
            Damaged = service.Damaged || otp.Damaged || !service.IsText("secret"),
        }.Check();
    }

    /// <summary>Three parts in Base64, separated by colons: ciphertext with tag, salt, nonce.</summary>
    private static (byte[] Sealed, byte[] Salt, byte[] Nonce)? Pieces(string text)
    {
        var pieces = text.Split(':', 4).Select(piece => piece.FromBase64()).ToList();
        return pieces is [{ Length: >= Gcm.TagLength } sealedText, { } salt, { Length: Gcm.NonceLength } nonce]
            ? (sealedText, salt, nonce)
            : null;
    }
}
