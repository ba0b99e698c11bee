using System.Security.Cryptography;
using System.Text;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Tests.Transcripts;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Vault;

/// <summary>The program never writes a vault that is too large to open again.</summary>
public sealed class RoomTests
{
    [TerminalFact]
    public async Task ChangesNothing_WhenTheVaultIsFull()
    {
        using var machine = new Machine();
        var pw = machine.Put("pw", "correct horse battery");
        var full = await machine.Run("import", machine.Put("full", Addresses(1, ImportFile.MaximumEntries)),
            "--password-file", pw);
        Assert.True(full.Code == 0, full.Error);
        var before = await File.ReadAllBytesAsync(machine.Vault);

        foreach (var run in new[]
        {
            await machine.Run("add", "--file", machine.Put("one", Addresses(0, 1)), "--password-file", pw),
            await machine.Run("import", machine.Put("more", Addresses(0, 2)), "--password-file", pw),
        })
        {
            Assert.Equal((1, ""), (run.Code, run.Out));
            Assert.EndsWith(
                "sparekey-auth: With this the vault would be too large to be opened again: it may have 10,000 entries "
                    + "and 32 MiB. Nothing was changed. Remove what you do not need, or keep some of it in another "
                    + "vault with --vault FILE.\n",
                run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(machine.Vault));
        Assert.Equal(0,
            (await machine.Run("rename", $"{ImportFile.MaximumEntries}", "--note", "there is room for this",
                "--password-file", pw)).Code);
    }

    [Fact]
    public void ObjectsToAFileThatWouldNotOpen_OrHasLessInIt()
    {
        using var vault = Assert.IsType<AegisOpening.Opened>(AegisVault.Create("p", RandomNumberGenerator.Fill)).Vault;
        var empty = vault.ToBytes(RandomNumberGenerator.Fill);
        Assert.Null(vault.Objection(empty));
        vault.Add(Guid.NewGuid(),
            new Entry { Otp = new OtpAuthUri { Key = OtpKey.FromBytes([1, 2, 3]), Issuer = "A" } });
        var one = vault.ToBytes(RandomNumberGenerator.Fill);
        Assert.Null(vault.Objection(one));

        Assert.Equal(FileRefusal.Damaged, vault.Objection(empty));
        Assert.Equal(FileRefusal.NotRecognised, vault.Objection(one.AsMemory(0, one.Length / 2)));
        Assert.Equal(FileRefusal.TooLarge, vault.Objection(new byte[ImportFile.MaximumLength + 1]));
        Assert.Equal(FileRefusal.Damaged, vault.Objection(Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(one).Replace("\"db\": \"", "\"db\": \"AAAA", StringComparison.Ordinal))));
    }

    private static string Addresses(int from, int count) =>
        string.Concat(Enumerable.Range(from, count)
            .Select(i => $"otpauth://totp/Site:{i:D5}?secret=GEZDGNBVGY3TQOJQ{Letters(i)}\n"));

    private static string Letters(int number) =>
        string.Concat($"{number:D8}".Select(digit => (char)(digit - '0' + 'A')));
}
