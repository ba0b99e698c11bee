using System.Collections.Concurrent;
using System.Text;

namespace Sparekey.Edges.Storage;

/// <summary>One statement for PostgreSQL: <c>$1</c>, <c>$2</c> instead of named parameters.</summary>
/// <param name="Parameters">The names, in the order of their numbers.</param>
public sealed record SqlText(string Sql, IReadOnlyList<string> Parameters)
{
    // The number of statements in the program is finite, so the cache needs no bound.
    private static readonly ConcurrentDictionary<string, SqlText[]> Cache = new(StringComparer.Ordinal);

    /// <summary>Splits a text of one or more statements at its semicolons.</summary>
    /// <remarks>
    /// Supports the syntax that our statements use: 'literals', -- comments, names with @, and <c>IN @list</c>, which
    /// becomes <c>= ANY ($1)</c>.
    /// </remarks>
    public static IReadOnlyList<SqlText> Of(string sql) => Cache.GetOrAdd(sql, Split);

    private static SqlText[] Split(string sql)
    {
        var statements = new List<SqlText>();
        var (text, names) = (new StringBuilder(), new List<string>());
        for (var i = 0; i < sql.Length; i++)
        {
            switch (sql[i])
            {
                case '\'':
                    var close = sql.IndexOf('\'', i + 1);
                    text.Append(sql, i, close - i + 1);
                    i = close;
                    break;
                case '-' when i + 1 < sql.Length && sql[i + 1] == '-':
                    var end = sql.IndexOf('\n', i);
                    i = end < 0 ? sql.Length : end - 1;
                    break;
                case '@':
                    var start = i + 1;
                    while (i + 1 < sql.Length && (char.IsAsciiLetterOrDigit(sql[i + 1]) || sql[i + 1] == '_')) i++;
                    AppendParameter(text, names, sql[start..(i + 1)]);
                    break;
                case ';':
                    Finish();
                    break;
                default:
                    text.Append(sql[i]);
                    break;
            }
        }
        Finish();
        return [.. statements];

        void Finish()
        {
            var statement = text.ToString().Trim();
            if (statement.Length > 0) statements.Add(new(statement, names));
            (text, names) = (new StringBuilder(), []);
        }
    }

    private static void AppendParameter(StringBuilder text, List<string> names, string name)
    {
        var number = names.FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1;
        if (number == 0)
        {
            names.Add(name);
            number = names.Count;
        }
        if (text.Length > 4 && text.ToString(text.Length - 4, 4).Equals(" IN ", StringComparison.OrdinalIgnoreCase))
        {
            text.Length -= 3;
            text.Append("= ANY ($").Append(number).Append(')');
        }
        else
        {
            text.Append('$').Append(number);
        }
    }
}
