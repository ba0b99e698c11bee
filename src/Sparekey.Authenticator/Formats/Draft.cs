using System.Diagnostics;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// The values that a foreign file gives for one entry, not yet checked. Every JSON format is checked here, so that all
/// formats refuse the same faults for the same reasons.
/// </summary>
internal sealed class Draft
{
    /// <summary>2^53 - 1: JSON readers disagree about larger numbers.</summary>
    public const long MaximumJsonCounter = (1L << 53) - 1;

    private const int UnremarkableBits = 80;

    /// <summary>Position in the file, from 1. Names an entry that has no name.</summary>
    public required int Place { get; init; }

    /// <summary>
    /// Reads the key; gives null if the file has none. Called after all other checks, so that a refused entry leaves no
    /// key in memory.
    /// </summary>
    public required Func<TypedKey?> Key { get; init; }

    /// <summary>Whether a field is missing or has a wrong type.</summary>
    public bool Damaged { get; init; }

    /// <summary>Null for an unsupported kind.</summary>
    public OtpKind? Kind { get; init; }

    public string Issuer { get; init; } = "";

    public string Account { get; init; } = "";

    /// <summary>Null for an unsupported algorithm.</summary>
    public OtpAlgorithm? Algorithm { get; init; } = OtpAlgorithm.Sha1;

    /// <summary>Null if the file gives no value; then the default applies.</summary>
    public decimal? Digits { get; init; }

    /// <inheritdoc cref="Digits"/>
    public decimal? Period { get; init; }

    /// <inheritdoc cref="Digits"/>
    public decimal? Counter { get; init; }

    /// <summary>
    /// <see cref="MaximumJsonCounter"/>, or 2^64 - 1 for a vault of this program, because only this program reads it.
    /// </summary>
    public decimal MaximumCounter { get; init; } = MaximumJsonCounter;

    public string Note { get; init; } = "";

    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Favourite { get; init; }

    public Item Check()
    {
        var (issuer, account) = (OtpName.Tidy(Issuer), OtpName.Tidy(Account));
        if (Reason(issuer, account) is { } reason) return Refuse(reason);
        return Key() switch
        {
            null => Refuse(EntryRefusal.SecretMissing),
            TypedKey.Empty => Refuse(EntryRefusal.SecretEmpty),
            TypedKey.BadCharacter => Refuse(EntryRefusal.SecretUnreadable),
            TypedKey.TooLong => Refuse(EntryRefusal.SecretTooLong),
            TypedKey.Accepted key => Accept(issuer, account, key),
            _ => throw new UnreachableException(),
        };

        Item.Refused Refuse(EntryRefusal why) => new(NameOf(issuer, account, Place), why);
    }

    /// <summary>A name with which a person finds the entry in the app that exported it.</summary>
    public static string NameOf(string issuer, string account, int place) => (issuer.Length, account.Length) switch
    {
        (0, 0) => $"entry {place}",
        (0, _) => account,
        (_, 0) => issuer,
        _ => $"{issuer}: {account}",
    };

    /// <summary>Null for an unsupported algorithm; SHA-1 if the file gives none.</summary>
    public static OtpAlgorithm? AlgorithmOf(string name) =>
        name.Length == 0 ? OtpAlgorithm.Sha1 : OtpAlgorithms.TryParse(name, out var algorithm) ? algorithm : null;

    /// <summary>Null for an unsupported kind, and if the file gives none.</summary>
    public static OtpKind? KindOf(string name) => name.ToUpperInvariant() switch
    {
        "TOTP" => OtpKind.Totp,
        "HOTP" => OtpKind.Hotp,
        "STEAM" => OtpKind.Steam,
        _ => null,
    };

    private EntryRefusal? Reason(string issuer, string account)
    {
        if (Damaged) return EntryRefusal.Damaged;
        if (Kind is null) return EntryRefusal.UnknownKind;
        if (issuer.Length == 0 && account.Length == 0) return EntryRefusal.NoName;
        if (Kind is OtpKind.Steam) return null;   // Steam codes have fixed parameters, so those of the file are ignored
        if (Algorithm is null) return EntryRefusal.UnknownAlgorithm;
        if (!IsWhole(Digits, 1, Hotp.MaximumDigits)) return EntryRefusal.BadDigits;
        if (Kind is OtpKind.Totp && !IsWhole(Period, 1, Totp.MaximumPeriod)) return EntryRefusal.BadPeriod;
        if (Kind is OtpKind.Hotp && !IsWhole(Counter, 0, MaximumCounter)) return EntryRefusal.BadCounter;
        return null;
    }

    private static bool IsWhole(decimal? figure, decimal from, decimal to) =>
        figure is not { } value || (value >= from && value <= to && decimal.IsInteger(value));

    private Item.Accepted Accept(string issuer, string account, TypedKey.Accepted key)
    {
        var steam = Kind is OtpKind.Steam;
        var digits = steam ? SteamCode.Length : (int)(Digits ?? Hotp.DefaultDigits);
        List<OtpAuthWarning> warnings = [];
        if (key.Key.Bits < UnremarkableBits) warnings.Add(OtpAuthWarning.ShortKey);
        if (key.LooksIncomplete) warnings.Add(OtpAuthWarning.IncompleteKey);
        if (Kind is OtpKind.Hotp && Counter is null) warnings.Add(OtpAuthWarning.CounterMissing);
        if (!steam && digits is < 6 or > 8) warnings.Add(OtpAuthWarning.UnusualDigits);
        var otp = new OtpAuthUri
        {
            Key = key.Key, Kind = Kind!.Value, Issuer = issuer, Account = account, Digits = digits,
            Algorithm = steam ? OtpAlgorithm.Sha1 : Algorithm!.Value,
            Period = Kind is OtpKind.Totp ? (int)(Period ?? Totp.DefaultPeriod) : Totp.DefaultPeriod,
            Counter = Kind is OtpKind.Hotp ? (ulong)(Counter ?? 0) : 0,
        };
        return new Item.Accepted(new Entry { Otp = otp, Note = Note, Groups = Groups, Favourite = Favourite },
            warnings);
    }
}
