using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>
/// For any bytes, a reader gives a result quickly and in bounded memory. <c>SPAREKEY_FUZZ=10</c> draws ten times as
/// many inputs, <c>SPAREKEY_FUZZ_SEED=7</c> draws others.
/// </summary>
public sealed class FuzzTests
{
    private const int Addresses = 100_000;
    private const int FilesAFormat = 30_000;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SPAREKEY_FUZZ_SEED"),
            out var other)
        ? other
        : 20_261_122;
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);

    private static readonly string[] Source = ["made", "__pycache__"];

    public static TheoryData<string> Formats => [.. Directory.GetDirectories(VaultVectors.Folder)
        .Select(folder => Path.GetFileName(folder)!)
        .Where(name => !Source.Contains(name))];

    [Fact]
    public void AnswersForEveryAddress() => Read(
        Lines("otpauth/accepted.json", "otpauth/refused.json"), Addresses,
        bytes => OtpAuthUri.Parse(Encoding.UTF8.GetString(bytes)) is OtpAuthReading.Parsed or OtpAuthReading.Refused);

    [Fact]
    public void AnswersForEveryPart() => Read(
        Lines("migration/accepted.json", "migration/refused.json"), Addresses,
        bytes => MigrationPayload.Parse(Encoding.UTF8.GetString(bytes))
            is MigrationReading.Read or MigrationReading.Refused);

    /// <summary>Mutates the bytes inside the Base64: the address is valid, only the message is not.</summary>
    [Fact]
    public void AnswersForEveryPayload()
    {
        var payloads = Lines("migration/accepted.json")
            .Select(line =>
                Uri.UnescapeDataString(Encoding.UTF8.GetString(line).Split("data=")[^1].Trim()).Split('&')[0])
            .Select(text => Convert.TryFromBase64String(text, new byte[text.Length], out _)
                ? Convert.FromBase64String(text)
                : []).ToList();
        Read(payloads, Addresses,
            bytes => MigrationPayload.Parse("otpauth-migration://offline?data=" + Convert.ToBase64String(bytes))
                is MigrationReading.Read or MigrationReading.Refused);
    }

    /// <summary>
    /// Encrypted files are read without a password, so only their outer part is tested. Plain files and the tests below
    /// cover the content.
    /// </summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void AnswersForEveryFile(string format)
    {
        var entries = 0L;
        Read(Files(format), FilesAFormat, bytes =>
        {
            var reading = ImportFile.Read(bytes, null);
            entries += (reading as Reading.Read)?.Items.Count ?? 0;
            return reading is Reading.Read or Reading.PasswordNeeded or Reading.Refused;
        });
        if (format is not ("none" or "freeotp"))
            Assert.True(entries > FilesAFormat / 4,
                $"Only {entries} entries were reached: the mutations are refused too early to say much.");
    }

    [Fact]
    public void OpensOrRefusesEveryVault()
    {
        // The vault has the lowest costs that the bounds allow, because every mutation derives a key from the right
        // password.
        var vault = Encoding.UTF8.GetBytes(TinyVault("p"));
        Read([vault], FilesAFormat, bytes => AegisVault.Open(bytes, "p") switch
        {
            AegisOpening.Opened { Vault: var opened } => opened.ToBytes(RandomNumberGenerator.Fill).Length > 0,
            AegisOpening.NotEncrypted or AegisOpening.Refused => true,
            _ => false,
        });
    }

    [Fact]
    public void RewritesEveryContent_ThatItCouldOpen() => Read(
        [.. Files("aegis")
            .Select(file => Json.Parse(file))
            .OfType<JsonDocument>()
            .Where(file => file.RootElement.TryGetProperty("db", out var db) && db.ValueKind is JsonValueKind.Object)
            .Select(file => Encoding.UTF8.GetBytes(file.RootElement.GetProperty("db").GetRawText()))],
        FilesAFormat / 4,
        bytes =>
        {
            using var json = Json.Parse(bytes);
            if (json is null || AegisContent.Read(json.RootElement) is not { Content: { } content }) return true;
            using var text = new SecretBuffer();
            using (var writer = new Utf8JsonWriter(text)) content.WriteTo(writer, RandomNumberGenerator.Fill);
            using var again = JsonDocument.Parse(text.Written);
            return AegisContent.Read(again.RootElement).Content!.Records.Count == content.Records.Count;
        });

    [Fact]
    public void AnswersForEveryTable() => Read(
        Files("bitwarden_csv"), FilesAFormat,
        bytes =>
        {
            var table = new Table(Encoding.UTF8.GetString(bytes));
            while (table.Next() is { } row)
                if (row.Count == 0) return false;
            return true;
        });

    private static void Read(IReadOnlyList<byte[]> originals, int count, Func<byte[], bool> read)
    {
        Assert.NotEmpty(originals);
        var times = int.TryParse(Environment.GetEnvironmentVariable("SPAREKEY_FUZZ"), out var more) ? more : 1;
        var mutations = new Mutations(Seed, originals);
        for (var number = 0; number < count * times; number++)
        {
            var bytes = mutations.Next();
            try
            {
                var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                Assert.True(read(bytes), "no answer");
                var took = Stopwatch.GetElapsedTime(started);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0,
                    64L * bytes.Length + 32 * 1024 * 1024);
                if (took < LongestReading) continue;
                // A busy machine is slow once; a slow reader is slow again.
                started = Stopwatch.GetTimestamp();
                read(bytes);
                var took2 = Stopwatch.GetElapsedTime(started);
                Assert.True(took2 < LongestReading, $"{took} and again {took2}");
            }
            catch (Exception e)
            {
                Assert.Fail($"Mutation {number} of seed {Seed}: {e.GetType().Name}, "
                    + $"{e.Message} {e.StackTrace}\n{Convert.ToBase64String(bytes)}");
            }
        }
    }

    private static List<byte[]> Lines(params string[] files) =>
        [.. files.SelectMany(file => JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(VaultVectors.Folder, "..", file))).RootElement
                .GetProperty("cases").EnumerateArray())
            .Select(one => Encoding.UTF8.GetBytes(one.GetProperty("uri").GetString()!))
            .Where(bytes => bytes.Length < 4096)];

    private static List<byte[]> Files(string format) =>
        [.. Directory.GetFiles(Path.Combine(VaultVectors.Folder, format))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string TinyVault(string password)
    {
        var (salt, master, nonce) = (new byte[32], new byte[32], new byte[12]);
        var derived =
            ((Edges.Derivation.Made)Edges.Sodium.Scrypt(Encoding.UTF8.GetBytes(password), salt, 1 << 10, 1, 1, 32)).Key;
        var (key, keyTag) = Seal(derived, nonce, master);
        const string Db = """
            {"version":3,"entries":[{"type":"totp","uuid":"01020304-0506-4708-890a-0b0c0d0e0f10","name":"b",
            "issuer":"A","note":"","favorite":false,"icon":null,
            "info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA1","digits":6,"period":30},"groups":[]}],"groups":[]}
            """;
        var (cipher, tag) = Seal(master, nonce, Encoding.UTF8.GetBytes(Db));
        var (zeros, slotTag, dbTag) = (Convert.ToHexStringLower(nonce), Convert.ToHexStringLower(keyTag),
            Convert.ToHexStringLower(tag));
        return $$"""
            {"version":1,"header":{"slots":[{"type":1,"uuid":"01020304-0506-4708-890a-0b0c0d0e0f10",
            "key":"{{Convert.ToHexStringLower(key)}}","key_params":{"nonce":"{{zeros}}","tag":"{{slotTag}}"},
            "n":1024,"r":1,"p":1,"salt":"{{Convert.ToHexStringLower(salt)}}"}],
            "params":{"nonce":"{{zeros}}","tag":"{{dbTag}}"} },"db":"{{Convert.ToBase64String(cipher)}}"}
            """;
    }

    private static (byte[] Ciphertext, byte[] Tag) Seal(byte[] key, byte[] nonce, byte[] text)
    {
        var (cipher, tag) = (new byte[text.Length], new byte[16]);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, text, cipher, tag);
        return (cipher, tag);
    }
}
