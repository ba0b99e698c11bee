using System.Text;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Reads rows of comma-separated values (RFC 4180). A quoted field may contain commas, line breaks and doubled quotes.
/// </summary>
internal sealed class Table(string text)
{
    private int at;

    /// <summary>Whether a quoted field has no closing quote.</summary>
    public bool IsBroken { get; private set; }

    /// <returns>Null after the last row. Blank lines are skipped.</returns>
    public List<string>? Next()
    {
        while (at < text.Length && text[at] is ('\n' or '\r')) at++;
        if (at >= text.Length) return null;
        List<string> row = [];
        while (true)
        {
            row.Add(at < text.Length && text[at] == '"' ? Quoted() : Bare());
            if (IsBroken) return null;
            if (at >= text.Length) return row;
            if (text[at++] is not ',') return row;
            if (at < text.Length) continue;
            row.Add("");   // the text ends with a comma
            return row;
        }
    }

    private string Bare()
    {
        var length = text.AsSpan(at).IndexOfAny(",\r\n");
        if (length < 0) length = text.Length - at;
        at += length;
        return text[(at - length)..at];
    }

    private string Quoted()
    {
        var field = new StringBuilder();
        at++;
        while (true)
        {
            var length = text.AsSpan(at).IndexOf('"');
            if (length < 0)
            {
                IsBroken = true;
                return "";
            }
            field.Append(text, at, length);
            at += length + 1;
            if (at >= text.Length || text[at] != '"') break;
            field.Append('"');
            at++;
        }
        return field.Append(Bare()).ToString();   // keeps text after the closing quote, which malformed files have
    }
}
