using System.Text;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>Unusual files that the shared vectors do not have.</summary>
public sealed class OddFilesTests
{
    [Fact]
    public void NamesTheMissingParts_OfTheFirstExportThatLacksOne()
    {
        var parts = Parts(21, batch: 7).ToList();
        Assert.Empty(Read(string.Join('\n', parts)).MissingParts);
        Assert.Equal([2], Read($"{parts[2]}\n{parts[0]}").MissingParts);
        Assert.Equal([1, 3], Read(string.Join('\n', Parts(1, batch: 8)) + "\n" + parts[1]).MissingParts);
    }

    [Fact]
    public void ReadsSeveralExports_OneAfterAnother() =>
        Assert.Equal(5, Read(string.Join('\n', [.. Parts(2, batch: 1), .. Parts(3, batch: 2)])).Items.Count);

    [Fact]
    public void TakesBothNamesFromTheLogin_WhenTheAddressHasNone()
    {
        var read = Read(
            """
            {"encrypted":false,"folders":[],"items":[
              {"type":1,"name":"Site",
               "login":{"username":"me","totp":"otpauth://totp/?secret=JBSWY3DPEHPK3PXP&digits=8"}},
              {"type":1,"login":{"username":"me","totp":"otpauth://totp/?secret=JBSWY3DPEHPK3PXP"}},
              {"type":1,"login":{"totp":"otpauth://totp/?secret=JBSWY3DPEHPK3PXP"}}]}
            """);
        Assert.Equal(
            [
                "totp / Site / me / JBSWY3DPEHPK3PXP / sha1 / 8 / 30 / 0 /  /  / False / ",
                "totp /  / me / JBSWY3DPEHPK3PXP / sha1 / 6 / 30 / 0 /  /  / False / ",
                "entry 3 / no_name",
            ],
            read.Items.Select(VaultVectors.Describe));
    }

    [Fact]
    public void CutsThePeriodOff_ThatOldEnteExportsGluedToTheIssuer()
    {
        var read = Read("otpauth://totp/Site:me?secret=JBSWY3DPEHPK3PXP&issuer=Siteperiod=30"
            + "&codeDisplay=%7B%22pinned%22%3Atrue%7D");
        Assert.Equal(["totp / Site / me / JBSWY3DPEHPK3PXP / sha1 / 6 / 30 / 0 /  /  / True / "],
            read.Items.Select(VaultVectors.Describe));
    }

    [Fact]
    public void TakesANoteOfAnyLength_ThoughItMakesTheAddressTooLong()
    {
        var note = new string('n', 20_000);
        var address = "otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&codeDisplay="
            + Uri.EscapeDataString($$"""{"note":"{{note}}","tags":["x",""]}""");
        var read = Read($"{address}&issuer=A,{address}");
        Assert.Equal([(note, "x"), (note, "x")],
            read.Items.Cast<Item.Accepted>().Select(item => (item.Entry.Note, Assert.Single(item.Entry.Groups))));
    }

    [Fact]
    public void ReadsNoKind_WhereOnly2FASMayLeaveItOut()
    {
        Assert.Equal([new Item.Refused("A", EntryRefusal.UnknownKind)],
            Read("""[{"label":"A","secret":"JBSWY3DPEHPK3PXP"}]""").Items);
        Assert.Equal([new Item.Refused("A", EntryRefusal.UnknownKind)],
            Read("""{"header":{},"db":{"entries":[{"name":"A","info":{"secret":"JBSWY3DPEHPK3PXP"}}]}}""").Items);
        Assert.Equal([new Item.Refused("A", EntryRefusal.UnknownKind)],
            Read("""{"tokens":[{"label":"A","secret":[1]}]}""").Items);
        Assert.Equal([new Item.Refused("A", EntryRefusal.UnknownKind)],
            Read("""{"Authenticators":[{"Username":"A","Secret":"JBSWY3DPEHPK3PXP"}]}""").Items);
        Assert.IsType<Item.Accepted>(Assert.Single(
            Read("""{"schemaVersion":1,"services":[{"name":"A","secret":"JBSWY3DPEHPK3PXP","otp":{}}]}""").Items));
    }

    [Fact]
    public void ReadsTheEntry_WhenWhatEnteShowsOfItIsNoJson() =>
        Assert.IsType<Item.Accepted>(
            Assert.Single(Read("otpauth://totp/Site:me?secret=JBSWY3DPEHPK3PXP&codeDisplay=%7Bnot").Items));

    [Fact]
    public void ReadsHalfASurrogatePair_AsAReplacement()
    {
        var read = Read(
            """
            [{"type":"TOTP","label":"\ud83d b","issuer":"\\ud83d","secret":"JBSWY3DPEHPK3PXP"},
             {"type":"TOTP","label":"\ud83d\udd11","secret":"JBSWY3DPEHPK3PXP"},
             {"la\udfffbel":1,"type":"TOTP","label":"c\ud83d","secret":"JBSWY3DPEHPK3PXP"}]
            """);
        Assert.Equal([("\\ud83d", "\ufffd b"), ("", "🔑"), ("", "c\ufffd")],
            read.Items.Cast<Item.Accepted>().Select(item => (item.Entry.Otp.Issuer, item.Entry.Otp.Account)));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    public void Refuses_WhatIsNestedDeeperThanAnyHonestFile(string open)
    {
        var deep = open == "["
            ? "[{\"a\":" + new string('[', 100_000)
            : string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        Assert.Equal(new Reading.Refused(null, FileRefusal.Damaged),
            ImportFile.Read(Encoding.UTF8.GetBytes(deep), null));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("1e400")]
    [InlineData("18446744073709551616")]
    public void RefusesTheEntry_WhenANumberIsBeyondMeasure(string number)
    {
        Assert.Equal(new Item.Refused("b", EntryRefusal.BadCounter),
            Assert.Single(
                Read($$"""{"tokens":[{"label":"b","type":"HOTP","counter":{{number}},"secret":[1]}]}""").Items));
        Assert.Equal(new Item.Refused("b", EntryRefusal.BadDigits),
            Assert.Single(Read($$"""[{"type":"TOTP","label":"b","digits":{{number}},"secret":"AAAA"}]""").Items));
        var sealedFile = $$"""
            {"encrypted":true,"passwordProtected":true,"salt":"x",
             "kdfType":1,"kdfIterations":3,"kdfMemory":{{number}},"kdfParallelism":4,
             "data":"2.AAAAAAAAAAAAAAAAAAAAAA==|AAAAAAAAAAAAAAAAAAAAAA==|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}
            """;
        Assert.Equal(new Reading.Refused(Format.Bitwarden, FileRefusal.KdfOutOfBounds),
            ImportFile.Read(Encoding.UTF8.GetBytes(sealedFile), "p"));
    }

    [Fact]
    public void SaysThatAPartOfAnExport_IsNoAddress() =>
        Assert.Equal(["totp / A / b / JBSWY3DPEHPK3PXP / sha1 / 6 / 30 / 0 /  /  / False / ", "entry 2 / migration"],
            Read("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP\notpauth-migration://offline?data=EAEYASAAKLlg").Items
                .Select(VaultVectors.Describe));

    private static Reading.Read Read(string text)
    {
        var reading = ImportFile.Read(Encoding.UTF8.GetBytes(text), null);
        Assert.True(reading is Reading.Read, reading.ToString());
        return (Reading.Read)reading;
    }

    private static IEnumerable<string> Parts(int entries, int batch) =>
        Otp.MigrationPayload.Format(
            Enumerable.Range(1, entries)
                .Select(number => new Otp.OtpAuthUri
                {
                    Key = Otp.OtpKey.FromBytes("12345678901234567890"u8),
                    Account = $"person {number}",
                }),
            batch).Uris;
}
