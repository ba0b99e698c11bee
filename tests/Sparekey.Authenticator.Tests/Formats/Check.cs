using FsCheck;
using FsCheck.Fluent;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>
/// Property checks: every drawn case must hold. Each run draws the same cases; <c>SPAREKEY_FUZZ_SEED=7</c> draws
/// others. A failure prints the smallest case.
/// </summary>
internal static class Check
{
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("SPAREKEY_FUZZ_SEED"),
            out var other)
        ? other
        : 20_261_122;

    private static readonly Gen<string> Texts =
        from pieces in Gen.ListOf(Gen.Elements("a", "B", "7", ":", "%", "+", " ", "#", "?", "&", "=", "/", "@", "\"",
            "\\", "é", "Банк", "🔑", "\u00a0x", "<", "\u2028"))
        select string.Concat(pieces).Trim();

    /// <summary>Entries with all values that an entry may have. The names are already tidy.</summary>
    public static readonly Gen<Entry> Entries =
        from length in Gen.Choose(1, 70)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length)
        from kind in Gen.Elements(OtpKind.Totp, OtpKind.Hotp, OtpKind.Steam)
        from issuer in Texts
        from account in Texts
        from algorithm in Gen.Elements(OtpAlgorithm.Sha1, OtpAlgorithm.Sha256, OtpAlgorithm.Sha512)
        from digits in Gen.Choose(1, 10)
        from period in Gen.Choose(1, 86_400)
        from counter in Gen.Choose(0, int.MaxValue)
        from note in Texts
        from groups in Gen.ListOf(Texts.Where(name => name.Length > 0))
        from favourite in Gen.Elements(true, false)
        where issuer.Length + account.Length > 0
        select new Entry
        {
            Otp = new OtpAuthUri
            {
                Key = OtpKey.FromBytes(bytes), Kind = kind, Issuer = issuer, Account = account,
                Algorithm = kind is OtpKind.Steam ? OtpAlgorithm.Sha1 : algorithm,
                Digits = kind is OtpKind.Steam ? SteamCode.Length : digits,
                Period = kind is OtpKind.Totp ? period : Totp.DefaultPeriod,
                Counter = kind is OtpKind.Hotp ? (ulong)counter << 22 : 0,
            },
            Note = note, Groups = [.. groups.Distinct()], Favourite = favourite,
        };

    public static void All<T>(Gen<T> cases, Action<T> holds, int times = 300) =>
        Prop.ForAll(cases.ToArbitrary(), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(Seed, 7UL));

    public static string Describe(Entry entry) => VaultVectors.Describe(new Item.Accepted(entry, []));

    /// <summary>Describes the items that were read, without their warnings.</summary>
    public static IEnumerable<string> Describe(Reading reading)
    {
        Assert.True(reading is Reading.Read, reading.ToString());
        return ((Reading.Read)reading).Items.Select(
            item => item is Item.Accepted accepted ? Describe(accepted.Entry) : VaultVectors.Describe(item));
    }
}
