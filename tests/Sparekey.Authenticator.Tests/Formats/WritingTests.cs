using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class WritingTests
{
    [Fact]
    public void ReadsBackWhatItWrote_AsAPlainAegisFile() => Check.All(
        Gen.ListOf(Check.Entries),
        entries => Assert.Equal(entries.Select(Check.Describe),
            Check.Describe(ImportFile.Read(AegisFile.WritePlain(entries, RandomNumberGenerator.Fill), null))));

    [Fact]
    public void ReadsBackWhatItWrote_AsAnEncryptedAegisFile() => Check.All(
        Gen.ListOf(Check.Entries),
        entries =>
        {
            var file = Assert.IsType<AegisWriting.Written>(
                AegisFile.Write(entries, "пароль 🐎", RandomNumberGenerator.Fill)).File;
            Assert.Equal(entries.Select(Check.Describe), Check.Describe(ImportFile.Read(file, "пароль 🐎")));
            Assert.Equal(new Reading.Refused(Format.Aegis, FileRefusal.WrongPassword), ImportFile.Read(file, "пароль"));
        },
        5);

    [Fact]
    public void ReadsBackWhatItWrote_AsAList() => Check.All(
        Gen.NonEmptyListOf(Check.Entries),
        entries => Assert.Equal(
            entries.Select(entry => Check.Describe(new Entry { Otp = entry.Otp })),
            Check.Describe(ImportFile.Read(Encoding.UTF8.GetBytes(UriList.Write(entries)), null))));

    [Fact]
    public void LeavesTheKeysToTheirOwner_WhenItWroteThem()
    {
        var entry = new Entry
        {
            Otp = new OtpAuthUri { Key = OtpKey.FromBytes("12345678901234567890"u8), Account = "b" },
        };
        _ = AegisFile.Write([entry], "p", RandomNumberGenerator.Fill);
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", entry.Otp.Key.ToBase32());
    }

    [Fact]
    public void WritesWhatAegisReads()
    {
        // Names and types are those of Aegis's docs/vault.md. If a member is missing, Aegis calls the file damaged.
        var entry = new Entry
        {
            Otp = new OtpAuthUri { Key = OtpKey.FromBytes("Hello!"u8), Issuer = "A", Account = "b" },
            Groups = ["G"],
        };
        var text = Encoding.UTF8.GetString(AegisFile.WritePlain([entry], bytes => bytes.Fill(0xAB)));
        Assert.Equal("""
            {
                "version": 1,
                "header": {
                    "slots": null,
                    "params": null
                },
                "db": {
                    "version": 3,
                    "entries": [
                        {
                            "type": "totp",
                            "uuid": "abababab-abab-4bab-abab-abababababab",
                            "name": "b",
                            "issuer": "A",
                            "note": "",
                            "favorite": false,
                            "icon": null,
                            "info": {
                                "secret": "JBSWY3DPEE",
                                "algo": "SHA1",
                                "digits": 6,
                                "period": 30
                            },
                            "groups": [
                                "abababab-abab-4bab-abab-abababababab"
                            ]
                        }
                    ],
                    "groups": [
                        {
                            "uuid": "abababab-abab-4bab-abab-abababababab",
                            "name": "G"
                        }
                    ],
                    "icons_optimized": true
                }
            }

            """.ReplaceLineEndings("\n"), text);
    }
}
