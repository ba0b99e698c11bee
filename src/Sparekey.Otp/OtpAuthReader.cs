using System.Diagnostics;
using static Sparekey.Otp.OtpAuthParameters;
using static Sparekey.Otp.OtpAuthReading;

namespace Sparekey.Otp;

/// <summary>
/// Reads <c>otpauth:</c> URIs without a general URI class: such classes cut at <c>#</c>, decode before they split, and
/// differ about the host of an unknown scheme.
/// </summary>
internal static class OtpAuthReader
{
    /// <summary>
    /// A QR code holds 4,296 letters and digits. The rest is room for additions of apps, such as links to pictures.
    /// </summary>
    private const int MaximumLength = 16 * 1024;

    private const int UnremarkableBits = 80;

    private const string Scheme = "otpauth://";

    public static OtpAuthReading Read(string? text)
    {
        var uri = (text ?? "").AsSpan().Trim();
        if (uri.Length > MaximumLength)
            return new Refused(OtpAuthRefusal.TooLong, "This is too long for a set-up code.");
        if (StartsWith(uri, "otpauth-migration:"))
            return new Refused(OtpAuthRefusal.Migration,
                "This is an export of Google Authenticator: import it as a file of several keys.");
        if (StartsWith(uri, "steam://")) return ReadSteam(uri["steam://".Length..]);
        if (!StartsWith(uri, Scheme))
            return new Refused(OtpAuthRefusal.NotOtpAuth, "This is not a set-up code: those begin with otpauth://.");

        // An otpauth URI has no fragment: a # is a character that somebody did not encode, and a cut there would lose
        // the key. A # is read as the end only if the first reading fails.
        var hash = uri.IndexOf('#');
        var reading = ReadParts(uri[Scheme.Length..], hash >= 0);
        if (reading is Refused && hash >= Scheme.Length && ReadParts(uri[Scheme.Length..hash], true) is Parsed cut)
            return cut;
        return reading;
    }

    private static OtpAuthReading ReadParts(ReadOnlySpan<char> uri, bool hasHash)
    {
        var question = uri.IndexOf('?');
        var path = question < 0 ? uri : uri[..question];
        var query = OtpAuthQuery.Read(question < 0 ? default : uri[(question + 1)..]);
        var slash = path.IndexOf('/');
        var label = slash < 0 ? default : path[(slash + 1)..];
        var reading = ReadParts(slash < 0 ? path : path[..slash], label, query, hasHash);
        if (reading is not Refused refused) return reading;
        var issuer = PercentText.Tidy(query["issuer"]);
        var (prefix, account, _) = ReadLabel(label, issuer);
        return refused with { Issuer = issuer.Length > 0 ? issuer : prefix, Account = account };
    }

    private static OtpAuthReading ReadParts(ReadOnlySpan<char> type, ReadOnlySpan<char> label, OtpAuthQuery query,
        bool hasHash)
    {
        if (ReadKind(type, out var kind) is { } unknown) return unknown;
        if (query.Contradiction is { } twice)
            return new Refused(OtpAuthRefusal.Contradiction,
                $"This set-up code says \"{twice}\" twice and differently.");

        var issuer = PercentText.Tidy(query["issuer"]);
        var (prefix, account, stray) = ReadLabel(label, issuer);
        if (issuer.Length == 0) (issuer, prefix) = (prefix, "");
        if (issuer.Length == 0 && account.Length == 0)
            return new Refused(OtpAuthRefusal.NoName, "This set-up code names neither a site nor an account.");

        var steamByIssuer = kind is OtpKind.Totp && !SaysSteam(query) && IsSteamByIssuer(issuer, query);
        if (steamByIssuer || (kind is not OtpKind.Hotp && SaysSteam(query))) kind = OtpKind.Steam;
        var (algorithm, digits, period, counter) = (OtpAlgorithm.Sha1, SteamCode.Length, Totp.DefaultPeriod, 0UL);
        if (kind is not OtpKind.Steam)   // a Steam key has fixed parameters, so given ones are ignored
        {
            if (ReadAlgorithm(query["algorithm"], out algorithm) is { } badAlgorithm) return badAlgorithm;
            if (ReadDigits(query["digits"], out digits) is { } badDigits) return badDigits;
        }
        if (kind is OtpKind.Totp && ReadPeriod(query["period"], out period) is { } badPeriod) return badPeriod;
        if (kind is OtpKind.Hotp && ReadCounter(query["counter"], out counter) is { } badCounter) return badCounter;

        if (!query.Has("secret"))
            return new Refused(OtpAuthRefusal.SecretMissing, "This set-up code has no key in it.");
        var key = OtpKey.Parse(query["secret"]);   // last, so that a refusal leaves no key behind
        if (key is not TypedKey.Accepted secret) return RefuseKey(key);

        List<OtpAuthWarning> warnings = [];
        Warn(secret.Key.Bits < UnremarkableBits, OtpAuthWarning.ShortKey);
        Warn(secret.LooksIncomplete, OtpAuthWarning.IncompleteKey);
        Warn(prefix.Length > 0 && prefix != issuer, OtpAuthWarning.IssuersDiffer);
        Warn(kind is OtpKind.Hotp && query["counter"].Length == 0, OtpAuthWarning.CounterMissing);
        Warn(kind is not OtpKind.Steam && digits is < 6 or > 8, OtpAuthWarning.UnusualDigits);
        Warn(steamByIssuer, OtpAuthWarning.SteamByIssuer);
        Warn(hasHash, OtpAuthWarning.UnescapedHash);
        Warn(stray || query.HasStrayPercent, OtpAuthWarning.StrayPercent);
        return new Parsed(new OtpAuthUri
        {
            Key = secret.Key,
            Kind = kind,
            Issuer = issuer,
            LabelIssuer = prefix.Length > 0 && prefix != issuer ? prefix : null,
            Account = account,
            Algorithm = algorithm, Digits = digits, Period = period, Counter = counter,
        }, warnings);

        void Warn(bool odd, OtpAuthWarning warning)
        {
            if (odd) warnings.Add(warning);
        }
    }

    /// <summary>
    /// Splits the encoded label at the first <c>:</c> or <c>%3A</c>, then decodes each part once
    /// (draft-andesco-otpauth-uri-01).
    /// </summary>
    private static (string Prefix, string Account, bool Stray) ReadLabel(ReadOnlySpan<char> label, string issuer)
    {
        var stray = false;
        var whole = PercentText.Tidy(PercentText.Decode(label, plusIsSpace: false, ref stray));
        // The issuer contains a colon: the parameter says where the issuer ends.
        if (issuer.Length > 0 && whole.StartsWith(issuer + ":", StringComparison.Ordinal))
            return (issuer, whole[(issuer.Length + 1)..].Trim(), stray);
        var raw = label.IndexOf(':');
        var encoded = label.IndexOf("%3A", StringComparison.OrdinalIgnoreCase);
        if (raw < 0 && encoded < 0) return ("", whole, stray);
        var (at, length) = encoded < 0 || (raw >= 0 && raw < encoded) ? (raw, 1) : (encoded, 3);
        return (PercentText.Tidy(PercentText.Decode(label[..at], plusIsSpace: false, ref stray)),
            PercentText.Tidy(PercentText.Decode(label[(at + length)..], plusIsSpace: false, ref stray)), stray);
    }

    private static Refused? ReadKind(ReadOnlySpan<char> name, out OtpKind kind)
    {
        kind = OtpKind.Totp;
        if (name.Equals("totp", StringComparison.OrdinalIgnoreCase)) return null;
        kind = OtpKind.Hotp;
        if (name.Equals("hotp", StringComparison.OrdinalIgnoreCase)) return null;
        kind = OtpKind.Steam;
        if (name.Equals("steam", StringComparison.OrdinalIgnoreCase)) return null;
        return new Refused(OtpAuthRefusal.UnknownKind,
            "This set-up code is of a kind that cannot be used here: only totp, hotp and steam can.");
    }

    /// <summary><c>encoder=steam</c> (KeePassXC), <c>algorithm=steam</c>, or a bare <c>steam</c>.</summary>
    private static bool SaysSteam(OtpAuthQuery query) =>
        IsSteam(query["encoder"]) || IsSteam(query["algorithm"])
        || (query.Has("steam") && query["steam"].ToLowerInvariant() is "" or "1" or "true");

    /// <summary>
    /// Several apps write Steam keys as totp and recognise them by the issuer. A key that says another number of digits
    /// is an ordinary totp key.
    /// </summary>
    private static bool IsSteamByIssuer(string issuer, OtpAuthQuery query) =>
        IsSteam(issuer) && query["digits"] is "" or "5";

    private static bool IsSteam(string text) => text.Equals("steam", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Bitwarden's <c>steam://SECRET</c>. The link to a game, <c>steam://run/1</c>, fails at its slash.
    /// </summary>
    private static OtpAuthReading ReadSteam(ReadOnlySpan<char> rest)
    {
        var stray = false;
        var reading = OtpKey.Parse(PercentText.Decode(rest, plusIsSpace: true, ref stray));
        if (reading is not TypedKey.Accepted secret) return RefuseKey(reading);
        List<OtpAuthWarning> warnings = [];
        if (secret.Key.Bits < UnremarkableBits) warnings.Add(OtpAuthWarning.ShortKey);
        if (secret.LooksIncomplete) warnings.Add(OtpAuthWarning.IncompleteKey);
        return new Parsed(
            new OtpAuthUri { Key = secret.Key, Kind = OtpKind.Steam, Issuer = "Steam", Digits = SteamCode.Length },
            warnings);
    }

    private static Refused RefuseKey(TypedKey reading) => reading switch
    {
        TypedKey.BadCharacter => new Refused(OtpAuthRefusal.SecretUnreadable,
            "The key in this set-up code cannot be read. " + reading.Message),
        TypedKey.Empty => new Refused(OtpAuthRefusal.SecretEmpty, "The key in this set-up code is empty."),
        TypedKey.TooLong => new Refused(OtpAuthRefusal.SecretTooLong, "The key in this set-up code is too long."),
        _ => throw new UnreachableException(),
    };

    private static bool StartsWith(ReadOnlySpan<char> text, string beginning) =>
        text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);
}
