using System.Text;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>Changed copies of valid inputs. The same seed gives the same copies.</summary>
internal sealed class Mutations(int seed, IReadOnlyList<byte[]> originals)
{
    private const int MostChanges = 4;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "null", "{}", "[]", "{", "}", "[", "]", ",", ":", "\"", "\\", "-1", "0", "1e400", "1.5", "9007199254740993",
            "18446744073709551616", "true", "\"\\ud800\"", "\\u0000", "\\udfff\\ud800", "\n", "\r", "#", "%", "%3A",
            "+", "&", "=", "otpauth://totp/", "otpauth://hotp/a?secret=", "steam://",
            "otpauth-migration://offline?data=", "secret", "issuer", "codeDisplay=%7B", "login_totp",
            "\"header\":{},\"db\":", "\"services\":", "\"tokens\":", "\u0301", "🔑", "\ufeff", "AUTHENTICATORPRO",
            "AuthenticatorPro", "\"passwordProtected\":true,", "JBSWY3DPEHPK3PXP",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xAC, 0xED, 0x00, 0x05], [0x00], new byte[64],
        [.. Enumerable.Repeat((byte)'[', 200)],
        [.. Enumerable.Repeat((byte)'=', 40)],
        [.. Enumerable.Repeat((byte)0x0A, 30)],
    ];

    /// <summary>
    /// Replacements for values of JSON. Most files remain JSON, so the readers reach deeper code.
    /// </summary>
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "{}", "[]", "-1", "0", "1", "3", "4", "9", "1e400", "-1e400", "6.5", "6.0", "9007199254740991",
            "9007199254740993", "18446744073709551616", "79228162514264337593543950335",
            "99999999999999999999999999999999999999", "true", "false", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"",
            "\"totp\"", "\"HOTP\"", "\"steam\"", "\"motp\"", "\"SHA512\"", "\"MD5\"", "\"JBSWY3DPEHPK3PXP\"",
            "\"otpauth://hotp/a:b?secret=AAAA\"", "\"2.AA==|AA==|AA==\"", "\"a:b:c\"", "[[[[]]]]", "[1,-128,255]",
            "[256]", "{\"a\":{}}", "\"JBSWY3DP====\"", "\"aaaaaaaa-0506-4708-890a-0b0c0d0e0f10\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        List<byte> bytes = [.. Any(originals)];
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--) Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        if (bytes is [(byte)'{' or (byte)'[', ..] && random.Next(4) > 0)
        {
            ChangeValue(bytes, at);
            return;
        }
        var length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4: bytes.InsertRange(at, Any(Pieces)); break;
            case 5 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
            case 6:
                var other = Any(originals);   // joins the beginning of one input and the end of another
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(Math.Min(at, other.Length)));
                break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Any(Pieces));
                break;
        }
    }

    /// <summary>
    /// Replaces the next simple value of a member. Before an object or a list, inserts another member instead.
    /// </summary>
    private void ChangeValue(List<byte> bytes, int from)
    {
        var colon = bytes.IndexOf((byte)':', from) + 1;
        if (colon == 0) return;
        var end = bytes.FindIndex(colon,
            character => character is (byte)',' or (byte)'}' or (byte)']' or (byte)'[' or (byte)'{');
        if (end < 0) return;
        bytes.RemoveRange(colon, end - colon);
        var value = Any(Values);
        bytes.InsertRange(colon,
            bytes[colon] is (byte)'[' or (byte)'{'
                ? [.. value, (byte)',', (byte)'"', (byte)'a', (byte)'"', (byte)':']
                : value);
    }

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
