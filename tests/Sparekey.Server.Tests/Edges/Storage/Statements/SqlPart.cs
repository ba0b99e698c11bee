using System.Text.RegularExpressions;
using Sparekey.Core.Messages;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>A part of a statement: a word, or a group in parentheses.</summary>
public abstract partial record SqlPart
{
    private SqlPart() { }

    public sealed record Word(string Text) : SqlPart
    {
        public bool Is(string keyword) => Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

        /// <summary>Whether the word is a parameter or a literal.</summary>
        public bool IsValue => Text[0] is '@' or '$' or '\'' || char.IsAsciiDigit(Text[0]);
    }

    public sealed record Group(IReadOnlyList<SqlPart> Inside) : SqlPart
    {
        public bool IsSelect => Inside is [Word first, ..] && (first.Is("SELECT") || first.Is("WITH"));
    }

    /// <summary>The statements in a text.</summary>
    public static IEnumerable<IReadOnlyList<SqlPart>> Of(string text)
    {
        var words = new Queue<string>(Pattern().Matches(text)
            .Select(match => match.Value)
            .Where(word => !word.StartsWith(
                "--", StringComparison.Ordinal)));
        while (words.Count > 0)
            if (Read(words) is { Count: > 0 } statement) yield return statement;
    }

    private static List<SqlPart> Read(Queue<string> words)
    {
        var parts = new List<SqlPart>();
        while (words.TryDequeue(out var word) && word is not (")" or ";"))
            parts.Add(word == "(" ? new Group(Read(words)) : new Word(word));
        return parts;
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|--[^\n]*|[@$]\w+|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\d+|[<>=!|]+|[^\s]")]
    private static partial Regex Pattern();
}
