using System.Text;
using System.Text.Json;
using Sparekey.Authenticator.Tests.Transcripts;

namespace Sparekey.Authenticator.Tests.Vault;

/// <summary>The vault of the command line opens with the documentation of Aegis alone.</summary>
public sealed class AegisRecipeTests
{
    /// <summary>Checks the scrypt of <see cref="AegisRecipe"/>: RFC 7914 section 12, second vector.</summary>
    [Fact]
    public void DerivesAsTheStandardSays() => Assert.StartsWith("FDBABE1C9D347200", Convert.ToHexString(
        AegisRecipe.Scrypt(Encoding.ASCII.GetBytes("password"), Encoding.ASCII.GetBytes("NaCl"), 1024, 8, 16, 64)),
            StringComparison.Ordinal);

    [TerminalFact]
    public async Task OpensTheVault()
    {
        using var machine = new Machine();
        var pw = machine.Put("pw", "naïve — pässword 🔑\n");
        var totp = machine.Put("totp",
            "otpauth://totp/Bank:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank"
                + "&digits=8&period=60&algorithm=SHA256");
        var hotp = machine.Put("hotp", "otpauth://hotp/RFC:4226?secret=JBSWY3DPEHPK3PXP&issuer=RFC&counter=41");
        Assert.Equal(0,
            (await machine.Run("add", "--file", totp, "--password-file", pw, "--group", "Work", "--note", "side door",
                "--favourite")).Code);
        Assert.Equal(0, (await machine.Run("add", "--file", hotp, "--password-file", pw)).Code);

        var db = AegisRecipe.Open(machine.Vault, "naïve — pässword 🔑");

        Assert.Equal(3, db.GetProperty("version").GetInt32());
        var entries = db.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(2, entries.Count);
        Assert.Equal(("totp", "Bank", "alice", "side door", true),
            (Text(entries[0], "type"), Text(entries[0], "issuer"), Text(entries[0], "name"), Text(entries[0], "note"),
                entries[0].GetProperty("favorite").GetBoolean()));
        var info = entries[0].GetProperty("info");
        Assert.Equal(("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "SHA256", 8, 60),
            (Text(info, "secret"), Text(info, "algo"), info.GetProperty("digits").GetInt32(),
                info.GetProperty("period").GetInt32()));
        var group = Assert.Single(db.GetProperty("groups").EnumerateArray());
        Assert.Equal("Work", Text(group, "name"));
        Assert.Equal(Text(group, "uuid"), Assert.Single(entries[0].GetProperty("groups").EnumerateArray()).GetString());
        // The code of counter 41 was shown when the key was added.
        Assert.Equal(42, entries[1].GetProperty("info").GetProperty("counter").GetInt32());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
