using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>
/// Entries as JSON for programs: a list of objects, without keys and without notes. Notes are left out because people
/// keep recovery codes in them.
/// </summary>
internal static class EntryJson
{
    /// <summary>
    /// Letters of every script stay readable. Format characters, such as those that reverse the direction of writing,
    /// are escaped, because a person may read the JSON on a terminal.
    /// </summary>
    private static readonly JavaScriptEncoder Readable = Encoder();

    public static void Write(TextWriter output, List<(int Number, Entry Entry)> rows)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = Readable }))
        {
            json.WriteStartArray();
            foreach (var (number, entry) in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("number", number);
                json.WriteString("issuer", entry.Otp.Issuer);
                json.WriteString("account", entry.Otp.Account);
                json.WriteString("kind", Display.Kind(entry.Otp.Kind));
                json.WriteString("algorithm", Display.Algorithm(entry.Otp.Algorithm));
                json.WriteNumber("digits", entry.Otp.Digits);
                if (entry.Otp.Kind is not OtpKind.Hotp) json.WriteNumber("period", CodeAt.Period(entry.Otp));
                // A text, because most JSON readers lose the last digits of numbers above 2^53.
                else json.WriteString("counter", entry.Otp.Counter.ToString(CultureInfo.InvariantCulture));
                json.WriteStartArray("groups");
                foreach (var group in entry.Groups) json.WriteStringValue(group);
                json.WriteEndArray();
                json.WriteBoolean("favourite", entry.Favourite);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.WriteLine(Encoding.UTF8.GetString(text.ToArray()));
    }

    private static JavaScriptEncoder Encoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters([.. Enumerable.Range(0, char.MaxValue + 1)
            .Select(c => (char)c)
            .Where(c => char.GetUnicodeCategory(c) is UnicodeCategory.Format)]);
        return JavaScriptEncoder.Create(settings);
    }
}
