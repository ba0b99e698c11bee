using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class AegisVaultTests
{
    private static readonly Guid First = new("01020304-0506-4708-890a-0b0c0d0e0f10");
    private static readonly Guid Second = new("11121314-1516-4718-991a-1b1c1d1e1f20");

    [Fact]
    public void GivesBackWhatWasAdded_WhenWrittenAndOpenedAgain()
    {
        using var vault = New("a password");
        vault.Add(First,
            new Entry
            {
                Otp = Uri("otpauth://totp/Банк:alice?secret=JBSWY3DPEHPK3PXP&issuer=Банк"
                    + "&digits=8&period=60&algorithm=SHA512"),
                Note = "two\nlines",
                Groups = ["Work", "Личное"],
                Favourite = true,
            });
        vault.Add(Second,
            new Entry
            {
                Otp = Uri("otpauth://hotp/A:b?secret=JBSWY3DPEHPK3PXP&counter=18446744073709551615"),
                Groups = ["Work"],
            });

        using var again = Open(vault.ToBytes(RandomNumberGenerator.Fill), "a password");

        Assert.Equal([First, Second], again.Entries.Select(entry => entry.Id));
        var one = again.Entries[0].Entry;
        Assert.Equal(
            "otpauth://totp/%D0%91%D0%B0%D0%BD%D0%BA:alice?secret=JBSWY3DPEHPK3PXP&issuer=%D0%91%D0%B0%D0%BD%D0%BA"
                + "&algorithm=SHA512&digits=8&period=60",
            one.Otp.Format());
        Assert.Equal("two\nlines", one.Note);
        Assert.Equal(["Work", "Личное"], one.Groups);
        Assert.True(one.Favourite);
        Assert.Equal(ulong.MaxValue, again.Entries[1].Entry.Otp.Counter);
        Assert.Empty(again.Unusable);
    }

    [Fact]
    public void Refuses_WhenThePasswordIsWrong() =>
        Assert.Equal(new AegisOpening.Refused(FileRefusal.WrongPassword),
            AegisVault.Open(New("right").ToBytes(RandomNumberGenerator.Fill), "wrong"));

    [Fact]
    public void IsNoVault_WhenTheFileIsPlain() =>
        Assert.IsType<AegisOpening.NotEncrypted>(
            AegisVault.Open(AegisFile.WritePlain([], RandomNumberGenerator.Fill), "any"));

    [Fact]
    public void NeverUsesANonceTwice()
    {
        using var vault = New("p");
        Assert.NotEqual(Nonce(vault.ToBytes(RandomNumberGenerator.Fill)),
            Nonce(vault.ToBytes(RandomNumberGenerator.Fill)));
    }

    [Fact]
    public void OpensWithTheNewPasswordAlone_WhenItWasChanged()
    {
        using var vault = New("old");
        Assert.Null(vault.ChangePassword("new", RandomNumberGenerator.Fill));
        var bytes = vault.ToBytes(RandomNumberGenerator.Fill);
        Assert.Equal(new AegisOpening.Refused(FileRefusal.WrongPassword), AegisVault.Open(bytes, "old"));
        using var again = Open(bytes, "new");
        Assert.Equal(again.Slots[0], again.OpenedBy);
    }

    [Fact]
    public void OpensWithEither_WhenAPasswordWasAdded()
    {
        using var vault = New("one");
        Assert.Null(vault.AddPassword("two", RandomNumberGenerator.Fill));
        var bytes = vault.ToBytes(RandomNumberGenerator.Fill);
        using var first = Open(bytes, "one");
        using var second = Open(bytes, "two");
        Assert.Equal(first.Slots[0], first.OpenedBy);
        Assert.Equal(second.Slots[1], second.OpenedBy);
    }

    [Fact]
    public void KeepsWhatItDoesNotKnow_WhenRewritten()
    {
        const string Content = """
            {"version": 4, "entries": [
              {"type": "totp", "uuid": "01020304-0506-4708-890a-0b0c0d0e0f10", "name": "b", "issuer": "A", "note": "",
               "favorite": false, "icon": "aWNvbg==", "icon_mime": "image/png",
               "info": {"secret": "JBSWY3DPEHPK3PXP", "algo": "SHA1", "digits": 6, "period": 30, "newer": [1]},
               "groups": ["aaaaaaaa-0506-4708-890a-0b0c0d0e0f10"], "colour": "red"},
              {"type": "yandex", "uuid": "21222324-0506-4708-890a-0b0c0d0e0f10", "name": "y",
               "info": {"secret": "LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI", "pin": "7586"}}],
             "groups": [{"uuid": "aaaaaaaa-0506-4708-890a-0b0c0d0e0f10", "name": "Kept", "colour": "blue"}],
             "icons_optimized": false, "newer": {"x": 1}}
            """;
        using var vault = Open(Sealed(Content, "p"), "p");
        Assert.Equal([new Item.Refused("y", EntryRefusal.UnknownKind)], vault.Unusable);
        Assert.Equal([FileWarning.NewerVersion], vault.Warnings);
        var entry = vault.Entries[0].Entry;
        Assert.True(vault.Replace(First,
            entry with { Otp = entry.Otp with { Account = "renamed" }, Groups = ["Kept", "New"] }));

        var file = vault.ToBytes(RandomNumberGenerator.Fill);
        var db = Unseal(file, "p");

        Assert.Equal(4, (int)db["version"]!);
        var first = db["entries"]![0]!;
        Assert.Equal(("renamed", "aWNvbg==", "image/png", "red"),
            ((string)first["name"]!, (string)first["icon"]!, (string)first["icon_mime"]!, (string)first["colour"]!));
        Assert.Equal("[1]", first["info"]!["newer"]!.ToJsonString());
        Assert.Equal("7586", (string)db["entries"]![1]!["info"]!["pin"]!);
        Assert.Equal(["Kept", "New"], db["groups"]!.AsArray().Select(group => (string)group!["name"]!));
        Assert.Equal("blue", (string)db["groups"]![0]!["colour"]!);
        Assert.Equal(first["groups"]!.AsArray().Select(id => (string)id!),
            db["groups"]!.AsArray().Select(group => (string)group!["uuid"]!));
        Assert.False((bool)db["icons_optimized"]!);
        Assert.Equal(1, (int)db["newer"]!["x"]!);
        Assert.Equal("fingerprint", (string)JsonNode.Parse(file)!["header"]!["slots"]![1]!["made_up"]!);
    }

    [Fact]
    public void RemovesAndReplacesByIdAlone()
    {
        using var vault = New("p");
        vault.Add(First, new Entry { Otp = Uri("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP") });
        Assert.False(vault.Remove(Second));
        Assert.False(vault.Replace(Second, vault.Entries[0].Entry));
        Assert.Throws<ArgumentException>(() => vault.Add(First, vault.Entries[0].Entry));
        Assert.True(vault.Remove(First));
        Assert.Empty(vault.Entries);
    }

    [Fact]
    public void ForgetsItsKeys_WhenDisposed()
    {
        var vault = New("p");
        var entry = new Entry { Otp = Uri("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP") };
        vault.Add(First, entry);
        vault.Dispose();
        Assert.Throws<ObjectDisposedException>(() => entry.Otp.Key.ToBase32());
    }

    private static AegisVault New(string password) =>
        Assert.IsType<AegisOpening.Opened>(AegisVault.Create(password, RandomNumberGenerator.Fill)).Vault;

    private static AegisVault Open(byte[] file, string password) =>
        Assert.IsType<AegisOpening.Opened>(AegisVault.Open(file, password)).Vault;

    private static OtpAuthUri Uri(string text) => Assert.IsType<OtpAuthReading.Parsed>(OtpAuthUri.Parse(text)).Uri;

    private static string Nonce(byte[] file) => (string)JsonNode.Parse(file)!["header"]!["params"]!["nonce"]!;

    /// <summary>
    /// A vault with the given content and an additional slot of an unknown type, encrypted by the test under the master
    /// key of a real vault.
    /// </summary>
    private static byte[] Sealed(string content, string password)
    {
        using var vault = New(password);
        var file = JsonNode.Parse(vault.ToBytes(RandomNumberGenerator.Fill))!;
        var (key, nonce, cipher, tag) = (MasterKey(file, password), new byte[12],
            new byte[Encoding.UTF8.GetByteCount(content)], new byte[16]);
        using (var aes = new AesGcm(key, 16)) aes.Encrypt(nonce, Encoding.UTF8.GetBytes(content), cipher, tag);
        file["header"]!["params"] = new JsonObject
        {
            ["nonce"] = Convert.ToHexString(nonce),
            ["tag"] = Convert.ToHexString(tag),
        };
        file["header"]!["slots"]!.AsArray().Add(new JsonObject { ["type"] = 2, ["made_up"] = "fingerprint" });
        file["db"] = Convert.ToBase64String(cipher);
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }

    private static JsonNode Unseal(byte[] bytes, string password)
    {
        var file = JsonNode.Parse(bytes)!;
        var parameters = file["header"]!["params"]!;
        var cipher = Convert.FromBase64String((string)file["db"]!);
        var text = new byte[cipher.Length];
        using (var aes = new AesGcm(MasterKey(file, password), 16))
            aes.Decrypt(Hex(parameters["nonce"]), cipher, Hex(parameters["tag"]), text);
        return JsonNode.Parse(text)!;
    }

    private static byte[] MasterKey(JsonNode file, string password)
    {
        var slot = file["header"]!["slots"]![0]!;
        var derived = Assert.IsType<Edges.Derivation.Made>(
            Edges.Sodium.Scrypt(Encoding.UTF8.GetBytes(password), Hex(slot["salt"]), 32_768, 8, 1, 32));
        var master = new byte[32];
        using var aes = new AesGcm(derived.Key, 16);
        aes.Decrypt(Hex(slot["key_params"]!["nonce"]), Hex(slot["key"]), Hex(slot["key_params"]!["tag"]), master);
        return master;
    }

    private static byte[] Hex(JsonNode? text) => Convert.FromHexString((string)text!);
}
