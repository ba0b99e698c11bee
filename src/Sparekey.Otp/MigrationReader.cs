using System.Security.Cryptography;
using System.Text;
using static Sparekey.Otp.MigrationReading;

namespace Sparekey.Otp;

/// <summary>
/// Reads one part of an export: the message <c>MigrationPayload</c> of Aegis's <c>google_auth.proto</c> as Base64 in a
/// URI.
/// </summary>
internal static class MigrationReader
{
    private const int UnremarkableBits = 80;

    public static MigrationReading Read(string? text)
    {
        var uri = (text ?? "").AsSpan().Trim();
        if (!uri.StartsWith(MigrationPayload.Scheme, StringComparison.OrdinalIgnoreCase))
            return new Refused(MigrationRefusal.NotOtpAuth,
                "This is no export of Google Authenticator: those begin with otpauth-migration://.");
        if (uri.Length > MigrationPayload.MaximumLength) return TooLong();
        if (Data(uri) is not { } payload) return Damaged();
        var reading = ReadPayload(payload);
        CryptographicOperations.ZeroMemory(payload);
        return reading;
    }

    /// <summary>The bytes of the parameter <c>data</c>, which is Base64.</summary>
    /// <returns>Null when the parameter is missing or is not Base64.</returns>
    private static byte[]? Data(ReadOnlySpan<char> uri)
    {
        if (uri.IndexOf('#') is >= 0 and var hash) uri = uri[..hash];
        var question = uri.IndexOf('?');
        if (question < 0) return null;
        foreach (var range in uri[(question + 1)..].Split('&'))
        {
            var pair = uri[(question + 1)..][range];
            if (pair.StartsWith("data=", StringComparison.OrdinalIgnoreCase)) return FromBase64(pair["data=".Length..]);
        }
        return null;
    }

    /// <summary>
    /// Accepts the changes that programs make to Base64 in transit: a bare <c>+</c> or a <c>+</c> decoded to a space,
    /// the URL alphabet, missing padding, line breaks.
    /// </summary>
    private static byte[]? FromBase64(ReadOnlySpan<char> encoded)
    {
        var stray = false;
        var text = PercentText.Decode(encoded, plusIsSpace: false, ref stray).Trim().TrimEnd('=');
        var letters = new StringBuilder(text.Length + 3);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\r' or '\n' or '\t': break;
                case ' ' or '-': letters.Append('+'); break;
                case '_': letters.Append('/'); break;
                default: letters.Append(character); break;
            }
        }
        letters.Append('=', -letters.Length & 3);
        var bytes = new byte[letters.Length / 4 * 3];
        return letters.Length > 0 && Convert.TryFromBase64String(letters.ToString(), bytes, out var length)
            ? bytes[..length]
            : null;
    }

    private static MigrationReading ReadPayload(ReadOnlySpan<byte> payload)
    {
        var fields = new MigrationFields(payload);
        var (size, index, id) = (0, 0, 0);
        List<MigrationItem> items = [];
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1 when fields.IsBytes:
                    if (items.Count == MigrationPayload.MaximumEntries) return Erase(items, TooLong());
                    items.Add(ReadItem(fields.Bytes));
                    break;
                case 3 when fields.IsNumber: size = fields.Int; break;
                case 4 when fields.IsNumber: index = fields.Int; break;
                case 5 when fields.IsNumber: id = fields.Int; break;
                default: break;   // the version, and fields of newer versions
            }
        }
        size = Math.Max(size, 1);   // absent if there is only one part
        if (fields.IsBroken || size > MigrationPayload.MaximumParts || index < 0 || index >= size)
            return Erase(items, Damaged());
        return new Read(new MigrationPart(id, size, index, items));
    }

    private static MigrationItem ReadItem(ReadOnlySpan<byte> message)
    {
        var fields = new MigrationFields(message);
        ReadOnlySpan<byte> secret = [];
        var (name, issuer, algorithm, digits, type, counter) = ("", "", 0, 0, 0, 0UL);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1 when fields.IsBytes: secret = fields.Bytes; break;
                case 2 when fields.IsBytes: name = OtpName.Tidy(Encoding.UTF8.GetString(fields.Bytes)); break;
                case 3 when fields.IsBytes: issuer = OtpName.Tidy(Encoding.UTF8.GetString(fields.Bytes)); break;
                case 4 when fields.IsNumber: algorithm = fields.Int; break;
                case 5 when fields.IsNumber: digits = fields.Int; break;
                case 6 when fields.IsNumber: type = fields.Int; break;
                case 7 when fields.IsNumber: counter = fields.Value; break;
                default: break;   // a unique id that only Google Authenticator uses
            }
        }
        if (fields.IsBroken) return new MigrationItem.Damaged();
        (issuer, var account) = Names(name, issuer);
        return Check(secret, issuer, account, algorithm, digits, type, counter);
    }

    /// <summary>
    /// Apps also put the issuer before the name. If the issuer field is empty, the issuer ends at the first colon of
    /// the name.
    /// </summary>
    private static (string Issuer, string Account) Names(string name, string issuer)
    {
        if (issuer.Length > 0)
            return (issuer,
                name.StartsWith(issuer + ":", StringComparison.Ordinal) ? name[(issuer.Length + 1)..].Trim() : name);
        var colon = name.IndexOf(':');
        return colon < 0 ? ("", name) : (name[..colon].Trim(), name[(colon + 1)..].Trim());
    }

    private static MigrationItem Check(ReadOnlySpan<byte> secret, string issuer, string account, int algorithm,
        int digits, int type, ulong counter)
    {
        if (type is < 0 or > 2) return Refuse(OtpAuthRefusal.UnknownKind);
        if (issuer.Length == 0 && account.Length == 0) return Refuse(OtpAuthRefusal.NoName);
        if (algorithm is < 0 or > 3) return Refuse(OtpAuthRefusal.UnknownAlgorithm);   // 4 is MD5
        if (digits is < 0 or > 2) return Refuse(OtpAuthRefusal.BadDigits);
        var hotp = type == 1;
        if (hotp && counter > long.MaxValue) return Refuse(OtpAuthRefusal.BadCounter);   // negative as an int64
        if (secret.IsEmpty) return Refuse(OtpAuthRefusal.SecretEmpty);
        if (secret.Length > OtpKey.MaximumLength) return Refuse(OtpAuthRefusal.SecretTooLong);
        return new MigrationItem.Accepted(
            new OtpAuthUri
            {
                Key = OtpKey.FromBytes(secret),
                Kind = hotp ? OtpKind.Hotp : OtpKind.Totp,
                Issuer = issuer,
                Account = account,
                Algorithm = algorithm switch
                {
                    2 => OtpAlgorithm.Sha256,
                    3 => OtpAlgorithm.Sha512,
                    _ => OtpAlgorithm.Sha1,
                },
                Digits = digits == 2 ? 8 : 6, Counter = hotp ? counter : 0,
            },
            secret.Length * 8 < UnremarkableBits ? [OtpAuthWarning.ShortKey] : []);

        MigrationItem.Refused Refuse(OtpAuthRefusal reason) => new(issuer, account, reason);
    }

    private static MigrationReading Erase(List<MigrationItem> items, MigrationReading answer)
    {
        foreach (var item in items) (item as MigrationItem.Accepted)?.Uri.Key.Dispose();
        return answer;
    }

    private static Refused TooLong() =>
        new(MigrationRefusal.TooLong, "This is too long for an export of Google Authenticator.");

    private static Refused Damaged() =>
        new(MigrationRefusal.Damaged, "This part of an export is damaged. Scan or copy it again.");
}
