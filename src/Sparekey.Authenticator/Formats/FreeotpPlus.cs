using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Backups of FreeOTP+ (OtpToken.kt of FreeOTP+). Keys are lists of signed bytes. A counter is the counter of the last
/// shown code.
/// </summary>
internal static class FreeotpPlus
{
    public static bool Fits(Fields file) => file.Has("tokens");

    public static Reading Read(Fields file) => Listing.Read(Format.FreeotpPlus, file.List("tokens"), false, ReadToken);

    private static Item ReadToken(JsonElement element, int place)
    {
        var token = new Fields(element);
        // issuerExt comes from the label, before its colon. issuerInt comes from the parameter of the address.
        var (issuer, within, account) = (token.Text("issuerExt"), token.Text("issuerInt"), token.Text("label"));
        var kind = Draft.KindOf(token.Text("type"));
        if (kind is OtpKind.Totp && issuer.Equals("Steam", StringComparison.OrdinalIgnoreCase)) kind = OtpKind.Steam;
        var secret = token.List("secret");
        return new Draft
        {
            Place = place, Kind = kind, Algorithm = Draft.AlgorithmOf(token.Text("algo")),
            Issuer = token.Text("issuerAlt") is { Length: > 0 } renamed ? renamed : issuer.Length > 0 ? issuer : within,
            Account = token.Text("labelAlt") is { Length: > 0 } relabelled ? relabelled : account,
            Digits = token.Number("digits"), Period = token.Number("period"), Counter = token.Number("counter") + 1,
            Key = () => ReadKey(secret),
            Damaged = token.Damaged || (secret is { } list && list.EnumerateArray().Any(one => !IsByte(one))),
        }.Check();
    }

    /// <summary>Accepts -128 to 255: Java writes signed bytes, other programs write unsigned bytes.</summary>
    private static bool IsByte(JsonElement element) =>
        element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var value)
            && value is >= sbyte.MinValue and <= byte.MaxValue;

    private static TypedKey? ReadKey(JsonElement? secret)
    {
        if (secret is not { } list) return null;
        var length = list.GetArrayLength();
        if (length == 0) return new TypedKey.Empty();
        if (length > OtpKey.MaximumLength) return new TypedKey.TooLong();
        Span<byte> bytes = stackalloc byte[length];
        foreach (var (at, one) in list.EnumerateArray().Index()) bytes[at] = unchecked((byte)one.GetInt32());
        var key = OtpKey.FromBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return new TypedKey.Accepted(key, LooksIncomplete: false);
    }
}
