using System.Diagnostics;
using System.Text;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>The limits on time and memory that a hostile file can cost.</summary>
public sealed class BoundsTests
{
    private const string Address = "otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP\n";

    [Fact]
    public void Refuses_OverThirtyTwoMebibytes() =>
        Assert.Equal(FileRefusal.TooLarge, Reason(new byte[ImportFile.MaximumLength + 1]));

    [Fact]
    public void Reads_TenThousandEntries_AndRefusesOneMore()
    {
        foreach (var file in new[] { (Func<int, string>)List, Ente, Table, Array, Aegis })
        {
            Assert.Equal(10_000,
                Assert.IsType<Reading.Read>(ImportFile.Read(Encoding.UTF8.GetBytes(file(10_000)), null)).Items.Count);
            Assert.Equal(FileRefusal.TooLarge, Reason(Encoding.UTF8.GetBytes(file(10_001))));
        }

        static string List(int count) => string.Concat(Enumerable.Repeat(Address, count));
        static string Ente(int count) =>
            string.Concat(Enumerable.Repeat(Address.Trim() + "&codeDisplay=%7B%7D\n", count));
        static string Table(int count) =>
            "name,login_totp\n" + string.Concat(Enumerable.Repeat("A,JBSWY3DPEHPK3PXP\n", count));
        static string Array(int count) =>
            $"[{Many("""{"type":"TOTP","label":"b","secret":"JBSWY3DPEHPK3PXP"}""", count)}]";
        static string Aegis(int count)
        {
            var entries = Many("""{"type":"totp","name":"b","info":{"secret":"JBSWY3DPEHPK3PXP"}}""", count);
            return $$"""{"header":{},"db":{"entries":[{{entries}}] } }""";
        }
        static string Many(string element, int count) => string.Join(',', Enumerable.Repeat(element, count));
    }

    [Fact]
    public void AnswersSoon_WhenAName_IsAPileOfMarks() => Soon(() =>
    {
        // Unicode composition would sort the marks in quadratic time, which takes minutes for this name.
        var name = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 1_000_000));
        var item = Assert.IsType<Item.Accepted>(Assert.Single(Assert.IsType<Reading.Read>(ImportFile.Read(
            Encoding.UTF8.GetBytes($$"""[{"type":"TOTP","label":"{{name}}","secret":"JBSWY3DPEHPK3PXP"}]"""),
            null)).Items));
        Assert.Equal(name, item.Entry.Otp.Account);
    });

    [Fact]
    public void SharesTheGroups_WhenManyEntriesHaveOneKey() => Soon(() =>
    {
        var entries =
            string.Join(',', Enumerable.Repeat("""{"Type":2,"Issuer":"A","Secret":"JBSWY3DPEHPK3PXP"}""", 10_000));
        var links = string.Join(',',
            Enumerable.Repeat("""{"CategoryId":"c","AuthenticatorSecret":"JBSWY3DPEHPK3PXP"}""", 50_000));
        const string Categories = """[{"Id":"c","Name":"C"}]""";
        var file = Encoding.UTF8.GetBytes(
            $$"""{"Authenticators":[{{entries}}],"Categories":{{Categories}},"AuthenticatorCategories":[{{links}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<Reading.Read>(ImportFile.Read(file, null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * file.Length);
    });

    [Fact]
    public void Refuses_SlotsThatTogetherAskForMoreThanOneMay()
    {
        var slot = $$"""
            {"type":1,"key":"{{Zeros(64)}}","key_params":{"nonce":"{{Zeros(24)}}","tag":"{{Zeros(32)}}"},
             "n":1048576,"r":2,"p":16,"salt":"{{Zeros(64)}}"}
            """;
        Assert.Equal(Format.Aegis, Assert.IsType<Reading.PasswordNeeded>(ImportFile.Read(Vault(slot), null)).Format);
        Assert.Equal(FileRefusal.KdfOutOfBounds, Reason(Vault($"{slot},{slot}")));
        Assert.Equal(FileRefusal.KdfOutOfBounds, Reason(
            Vault(string.Join(',', Enumerable.Repeat(slot.Replace("1048576", "1024").Replace("16,", "1,"), 33)))));

        static byte[] Vault(string slots) => Encoding.UTF8.GetBytes($$"""
            {"version":1,"db":"AAAA",
             "header":{"slots":[{{slots}}],"params":{"nonce":"{{Zeros(24)}}","tag":"{{Zeros(32)}}"} } }
            """);

        static string Zeros(int length) => new('0', length);
    }

    [Theory]
    [InlineData(1 << 10, 1, 1, true)]
    [InlineData(1 << 20, 2, 16, true)]
    [InlineData(1 << 16, 32, 16, true)]
    [InlineData(1 << 17, 32, 1, false)]   // 512 MiB
    [InlineData(1 << 9, 8, 1, false)]
    [InlineData(1 << 21, 1, 1, false)]
    [InlineData(1025, 1, 1, false)]
    [InlineData(1024.5, 1, 1, false)]
    [InlineData(1 << 15, 0, 1, false)]
    [InlineData(1 << 15, 33, 1, false)]
    [InlineData(1 << 15, 8, 0, false)]
    [InlineData(1 << 15, 8, 17, false)]
    public void HoldsScryptWithinBounds(double n, double r, double p, bool allowed) =>
        Assert.Equal(allowed, KdfBounds.AllowScrypt((decimal)n, (decimal)r, (decimal)p));

    [Theory]
    [InlineData(8, 1, 1, true)]
    [InlineData(1024 * 1024, 16, 16, true)]
    [InlineData(7, 1, 1, false)]
    [InlineData(1024 * 1024 + 1, 1, 1, false)]
    [InlineData(64 * 1024, 0, 1, false)]
    [InlineData(64 * 1024, 17, 1, false)]
    [InlineData(64 * 1024, 1, 0, false)]
    [InlineData(64 * 1024, 1, 17, false)]
    public void HoldsArgon2WithinBounds(double memory, double passes, double lanes, bool allowed) =>
        Assert.Equal(allowed, KdfBounds.AllowArgon2((decimal)memory, (decimal)passes, (decimal)lanes));

    [Theory]
    [InlineData(1, true)]
    [InlineData(10_000_000, true)]
    [InlineData(0, false)]
    [InlineData(10_000_001, false)]
    [InlineData(1.5, false)]
    public void HoldsPbkdf2WithinBounds(double iterations, bool allowed) =>
        Assert.Equal(allowed, KdfBounds.AllowPbkdf2((decimal)iterations));

    private static FileRefusal Reason(byte[] file) =>
        Assert.IsType<Reading.Refused>(ImportFile.Read(file, null)).Reason;

    private static void Soon(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        // Ten seconds are enough on a busy machine, but not enough for quadratic time.
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }
}
