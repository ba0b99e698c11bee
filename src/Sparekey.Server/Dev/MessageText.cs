using System.Text.RegularExpressions;
using Sparekey.Core.Messages;

namespace Sparekey.Server.Dev;

/// <summary>The text of a message, divided into codes, links and plain text: each is shown differently.</summary>
public static partial class MessageText
{
    public enum Kind { Plain, Code, Link }

    public sealed record Piece(Kind Kind, string Text);

    public static IEnumerable<Piece> Cut(string text)
    {
        var at = 0;
        foreach (Match found in Marked().Matches(text))
        {
            if (found.Index > at) yield return new(Kind.Plain, text[at..found.Index]);
            yield return new(found.Groups["link"].Success ? Kind.Link : Kind.Code, found.Value);
            at = found.Index + found.Length;
        }
        if (at < text.Length) yield return new(Kind.Plain, text[at..]);
    }

    // A link ends before the full stop of its sentence. A code is 6 or 8 digits, also as they are read out:
    // "1, 2, 3, 4, 5, 6".
    [GeneratedRegex(@"(?<link>https?://[^\s<>""]+[^\s<>"".,;:!?)])|(?<!\d)(\d{8}|\d{6}|\d(, \d){5})(?!\d)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}
