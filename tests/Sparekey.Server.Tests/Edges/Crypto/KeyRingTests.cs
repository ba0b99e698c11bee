using System.Security.Cryptography;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparekey-keys-").FullName;

    private string File => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void MakesAFileForItsOwnerAlone_WhenThereIsNone()
    {
        var nested = Path.Combine(_folder, "data", "keys.json");
        var made = KeyRing.LoadOrCreate(nested, Keys.Random, Keys.Today);
        Assert.Equal([1], made.Versions);
        Assert.Equal([nested], Directory.GetFiles(Path.GetDirectoryName(nested)!, "*",
            new EnumerationOptions { AttributesToSkip = FileAttributes.None }));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(nested));
        Assert.Equal(made.Derive(1, "x"), KeyRing.LoadOrCreate(nested, Keys.Random, Keys.Today).Derive(1, "x"));
        Assert.Contains("\"created_at\": \"2026-11-22T06:00:00Z\"", System.IO.File.ReadAllText(nested));
    }

    [Fact]
    public async Task AllNodesGetOneRing_WhenTheyStartAtOnce()
    {
        var rings = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => KeyRing.LoadOrCreate(File, Keys.Random, Keys.Today))));
        Assert.Single(rings.Select(ring => Convert.ToHexString(ring.Check(1))).Distinct());
        Assert.Single(Directory.GetFiles(_folder, "*",
            new EnumerationOptions { AttributesToSkip = FileAttributes.None }));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Refuses_WhenOthersMayReadTheFile(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows()) return;
        KeyRing.LoadOrCreate(File, Keys.Random, Keys.Today);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        Assert.Equal($"Others on this machine may read the key ring {File}; run: chmod 600 {File}", Refusal());
    }

    [Fact]
    public void Refuses_WhenTheFileIsAFolder()
    {
        Directory.CreateDirectory(File);
        Assert.Equal($"The key ring {File} cannot be read; make it a file that the user running Sparekey owns, "
            + "with mode 600.", Refusal());
    }

    [Fact]
    public void Refuses_WhenTheFolderCannotBeMade()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder, "occupied"), "");
        var e = Assert.Throws<KeyRingException>(() => KeyRing.LoadOrCreate(Path.Combine(_folder, "occupied", "deep",
            "keys.json"), Keys.Random, Keys.Today));
        Assert.StartsWith("The key ring ", e.Message);
    }

    [Theory]
    [InlineData("", "is not a key ring in JSON; restore it from a backup, and do not delete it, "
        + "because every stored secret needs it.")]
    [InlineData("{", "is not a key ring in JSON")]
    [InlineData("[]", "is not a key ring in JSON")]
    [InlineData("{}", "is not a key ring in JSON")]
    [InlineData("""{"keys":{}}""", "is not a key ring in JSON")]
    [InlineData("""{"keys":[]}""", "holds no keys; restore it from a backup.")]
    [InlineData("""{"keys":[{"version":"1","created_at":"2026-11-22T06:00:00Z","key":"SECRETSECRET"}]}""",
        "is not a key ring in JSON")]
    [InlineData("""{"keys":[{"version":1,"created_at":"2026-11-22T06:00:00Z","key":"SECRET!"}]}""",
        "is not a key ring in JSON")]
    [InlineData("""{"keys":[{"version":1,"created_at":"soon","key":"SECRETSECRET"}]}""", "is not a key ring in JSON")]
    [InlineData("""{"keys":[{"version":1,"version":1,"created_at":"2026-11-22T06:00:00Z","key":"SECRETSECRET"}]}""",
        "is not a key ring in JSON")]
    [InlineData("""{"keys":[{"version":1,"created_at":"2026-11-22T06:00:00Z","key":"SECRETSECRET"}]}""",
        "has 9 bytes instead of 32")]
    [InlineData("""{"keys":[{"version":0,"created_at":"2026-11-22T06:00:00Z","key":"SECRETSECRET"}]}""",
        "has a key of version 0; versions are 1 to 65535")]
    [InlineData("""{"keys":[{"version":65536,"created_at":"2026-11-22T06:00:00Z","key":"SECRETSECRET"}]}""",
        "has a key of version 65536")]
    public void Refuses_WhenTheContentIs(string json, string says)
    {
        var e = Assert.Throws<KeyRingException>(() => KeyRing.Parse(json));
        Assert.Contains(says, e.Message);
        Assert.DoesNotContain("SECRET", e.ToString());
    }

    [Fact]
    public void Refuses_WhenTwoKeysHaveOneVersion()
    {
        var entry = Keys.OneJson[9..^2];
        var e = Assert.Throws<KeyRingException>(() => KeyRing.Parse($$"""{"keys":[{{entry}},{{entry}}]}"""));
        Assert.Equal("The key ring in the configuration has two keys of version 1; restore it from a backup.",
            e.Message);
    }

    [Fact]
    public void DerivesByHkdf() => Assert.Equal("417581423d6fadc915c3301c4ded67be367c6409eb24d2db391f7a7284cd5db1",
        Convert.ToHexStringLower(Keys.One.Derive(1,
            "x")));

    [Fact]
    public void ADerivedKeyIsACopy()
    {
        var ring = Keys.One;
        ring.Derive(1, "x")[0] ^= 1;
        Assert.Equal(0x41, ring.Derive(1, "x")[0]);
    }

    [Fact]
    public void Refuses_WhenTheVersionIsUnknown() => Assert.Throws<CryptographicException>(() => Keys.One.Derive(2,
        "x"));

    [Fact]
    public void CheckTellsRingsApart()
    {
        Assert.Equal("b3a353485617fec84c7277e2a56d2be2a0f10d9cea04b9aa4617c7ea481c29eb",
            Convert.ToHexStringLower(Keys.One.Check(1)));
        Assert.NotEqual(Keys.One.Check(1), Keys.Other.Check(1));
    }

    [Fact]
    public void RotatingAddsAKey_AndSavingReplacesTheFile()
    {
        var first = KeyRing.LoadOrCreate(File, Keys.Random, Keys.Today);
        var second = first.Rotate(Keys.Random, Keys.Today.AddDays(90));
        second.Save(File);
        var read = KeyRing.LoadOrCreate(File, Keys.Random, Keys.Today);
        Assert.Equal([1], first.Versions);
        Assert.Equal([1, 2], read.Versions);
        Assert.Equal(2, read.CurrentVersion);
        Assert.Equal(first.Derive(1, "x"), read.Derive(1, "x"));
        Assert.Equal(second.Derive(2, "x"), read.Derive(2, "x"));
        Assert.NotEqual(read.Derive(1, "x"), read.Derive(2, "x"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void NeverPrintsAKey() => Assert.Equal("KeyRing(versions 1)", Keys.One.ToString());

    private string Refusal() =>
        Assert.Throws<KeyRingException>(() => KeyRing.LoadOrCreate(File, Keys.Random, Keys.Today)).Message;
}
