using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class MigrationWritingTests
{
    private static readonly OtpKey Key = OtpKey.FromBytes("12345678901234567890"u8);

    [Fact]
    public void WritesTenEntriesAPart()
    {
        var uris = Enumerable.Range(1, 21).Select(number => new OtpAuthUri { Key = Key, Account = $"person {number}" });
        var parts = MigrationPayload.Format(uris, -7).Uris
            .Select(uri => Assert.IsType<MigrationReading.Read>(MigrationPayload.Parse(uri)).Part).ToList();
        Assert.Equal([10, 10, 1], parts.Select(part => part.Items.Count));
        Assert.Equal([(-7, 3, 0), (-7, 3, 1), (-7, 3, 2)],
            parts.Select(part => (part.BatchId, part.BatchSize, part.BatchIndex)));
    }

    [Fact]
    public void WritesFewerAPart_WhenAskedTo()
    {
        var uris = Enumerable.Range(1, 5)
            .Select(number => new OtpAuthUri { Key = Key, Account = $"person {number}" }).ToList();
        Assert.Equal([2, 2, 1],
            MigrationPayload.Format(uris, 1, 2).Uris
                .Select(uri => Assert.IsType<MigrationReading.Read>(MigrationPayload.Parse(uri)).Part.Items.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => MigrationPayload.Format(uris, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MigrationPayload.Format(uris, 1, 11));
    }

    [Fact]
    public void WritesTheSameBytes_AsAnIndependentEncoder()
    {
        // The first case of vectors/migration/accepted.json, without its index of 0.
        Assert.True(OtpKey.TryParse("JBSWY3DPEHPK3PXP", out var key));
        var writing = MigrationPayload.Format(
            [new OtpAuthUri { Key = key, Issuer = "Example", Account = "alice@example.com" }], 12345);
        Assert.Equal(
            [
                "otpauth-migration://offline?data="
                    + "Ci4KCkhlbGxvId6tvu8SEWFsaWNlQGV4YW1wbGUuY29tGgdFeGFtcGxlIAEoATACEAEYASi5YA%3D%3D",
            ],
            writing.Uris);
    }

    [Fact]
    public void LeavesOut_WhatTheFormatCannotCarry()
    {
        var good = new OtpAuthUri { Key = Key, Account = "b" };
        var writing = MigrationPayload.Format([
            good with { Kind = OtpKind.Steam, Digits = 5 }, good with { Digits = 7 }, good with { Period = 60 },
            good with { Kind = OtpKind.Hotp, Counter = 1UL << 63 }, good with { Kind = OtpKind.Hotp, Period = 60 }], 1);
        Assert.Equal(
            [MigrationObstacle.Steam, MigrationObstacle.Digits, MigrationObstacle.Period, MigrationObstacle.Counter],
            writing.LeftOut.Select(left => left.Why));
        Assert.All(writing.LeftOut, left => Assert.NotEmpty(left.Why.Message()));
        Assert.Single(writing.Uris);
        Assert.Empty(MigrationPayload.Format([], 1).Uris);
    }

    [Fact]
    public void ReadsBackWhatItWrote() => Check.All(
        from bytes in Check.Keys
        from hotp in Gen.Elements(true, false)
        from issuer in Check.Names
        from account in Check.Names
        from algorithm in Check.Algorithms
        from digits in Gen.Elements(6, 8)
        from counter in Gen.Choose(0, int.MaxValue)
        from batch in Gen.Choose(int.MinValue, int.MaxValue)
        where issuer.Length + account.Length > 0
        select (bytes, hotp, issuer, account, algorithm, digits, counter, batch),
        it =>
        {
            using var key = OtpKey.FromBytes(it.bytes);
            var written = new OtpAuthUri
            {
                Key = key,
                Kind = it.hotp ? OtpKind.Hotp : OtpKind.Totp,
                Issuer = OtpName.Tidy(it.issuer),
                Account = OtpName.Tidy(it.account),
                Algorithm = it.algorithm,
                Digits = it.digits,
                Counter = it.hotp ? (ulong)it.counter << 32 : 0,
            };
            var text = Assert.Single(MigrationPayload.Format([written], it.batch).Uris);
            var part = Assert.IsType<MigrationReading.Read>(MigrationPayload.Parse(text)).Part;
            Assert.Equal(it.batch, part.BatchId);
            var read = Assert.IsType<MigrationItem.Accepted>(Assert.Single(part.Items)).Uri;
            Assert.True(read.Key.IsSameAs(key));
            Assert.Equal(written, read with { Key = key });
        },
        1000);
}
