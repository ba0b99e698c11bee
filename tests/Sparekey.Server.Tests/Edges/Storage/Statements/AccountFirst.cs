using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>
/// The rule "account first": a statement reaches every row of an account through its <c>account_id</c>. The statement
/// compares <c>account_id</c> with a value, or with the <c>account_id</c> of a row that is reached in this way.
/// Mentioning the column is not enough.
/// </summary>
/// <param name="tables">The tables that have the column.</param>
public sealed class AccountFirst(IReadOnlySet<string> tables)
{
    // Found by address, because the account is not known at that point (decisions/0012).
    private const string ByAddress = "emails";

    private static readonly string[] EndOfSources = ["WHERE", "GROUP", "ORDER", "LIMIT", "HAVING", "FOR", "RETURNING"];
    private static readonly string[] Joins = ["JOIN", "LEFT", "INNER", "CROSS", ","];

    private sealed class Source(string name, string? table)
    {
        public string Name { get; } = name;

        /// <summary>The table, when its rows must be reached through their account; otherwise null.</summary>
        public string? Table { get; } = table;
        public bool Reached { get; set; }
    }

    /// <returns>One text for each place where the statement breaks the rule.</returns>
    public IEnumerable<string> Broken(IReadOnlyList<SqlPart> statement) => Scope(statement, []);

    private IEnumerable<string> Scope(IReadOnlyList<SqlPart> parts, IReadOnlyList<Source> outer)
    {
        if (IndexOf(parts, 0, "UNION") is var union and >= 0)
            return Scope([.. parts.Take(union)], outer)
                .Concat(Scope([.. parts.Skip(union + 1).SkipWhile(part => Is(part,
                    "ALL"))], outer));
        if (parts.Count == 0) return [];
        if (Is(parts[0], "WITH")) return With(parts, outer);
        if (Is(parts[0], "INSERT")) return Insert(parts, outer);
        if (Is(parts[0], "UPDATE")) return Update(parts, outer);
        var from = IndexOf(parts, 0, "FROM");
        return from < 0 ? Groups(parts, outer) : Reached(parts, from + 1, outer);
    }

    // WITH name AS (...), other AS (...), followed by the statement itself.
    private IEnumerable<string> With(IReadOnlyList<SqlPart> parts, IReadOnlyList<Source> outer)
    {
        var at = 1;
        var broken = new List<string>();
        while (true)
        {
            while (parts[at] is not SqlPart.Group { Inside: [SqlPart.Word first, ..] }
                || !(first.Is("SELECT") || first.Is(
                    "INSERT") || first.Is("UPDATE") || first.Is("DELETE"))) at++;
            broken.AddRange(Scope(((SqlPart.Group)parts[at]).Inside, outer));
            if (at + 1 >= parts.Count || !Is(parts[at + 1], ",")) break;
            at++;
        }
        return broken.Concat(Scope([.. parts.Skip(at + 1)], outer));
    }

    private List<string> Insert(IReadOnlyList<SqlPart> parts, IReadOnlyList<Source> outer)
    {
        var table = ((SqlPart.Word)parts[2]).Text;
        var broken = new List<string>();
        var conflict = Conflict(parts);
        if (tables.Contains(table))
        {
            var columns = Names(parts[3]);
            var place = columns.IndexOf("account_id");
            if (place < 0 || !IsAccount(Given(parts, place))) broken.Add($"{table} is written without an account");
            if (table != ByAddress && conflict + 2 < parts.Count && parts[conflict + 2] is SqlPart.Group key
                && !Names(key).Contains(
                    "account_id")) broken.Add(
                $"{table} meets another row without an account");
        }
        var select = IndexOf(parts, 0, "SELECT");
        if (select > 0) broken.AddRange(Scope([.. parts.Take(conflict).Skip(select)], outer));
        // Expressions after ON CONFLICT are about the conflicting row, which is reached already.
        broken.AddRange(
            Groups([.. parts.Skip(select > 0 ? conflict : 3)], [.. outer, new Source(table, null) { Reached = true }]));
        return broken;
    }

    private IEnumerable<string> Update(IReadOnlyList<SqlPart> parts, IReadOnlyList<Source> outer)
    {
        var set = IndexOf(parts, 0, "SET");
        var where = End(parts, set, EndOfSources);
        var moved = parts.Take(where).Skip(set).Zip(parts.Take(where).Skip(set + 1)).Any(pair => Is(pair.First,
            "account_id") && Is(pair.Second, "="));
        var broken = Reached([.. parts.Take(set), .. parts.Skip(where)], 1, outer)
            .Concat(Groups([.. parts.Take(where).Skip(set)],
                [.. outer, new Source(((SqlPart.Word)parts[1]).Text, null) { Reached = true }]));
        return moved ? broken.Append("a row is given to another account") : broken;
    }

    // The sources begin at this index. The conditions are those of ON and WHERE that all must hold.
    private IEnumerable<string> Reached(IReadOnlyList<SqlPart> parts, int begin, IReadOnlyList<Source> outer)
    {
        var end = End(parts, begin, EndOfSources);
        var (own, conditions) = (new List<Source>(), new List<IReadOnlyList<SqlPart>>());
        for (var at = begin; at < end; at++)
        {
            if (Joins.Any(join => Is(parts[at], join)) || Is(parts[at], "OUTER") || Is(parts[at], "LATERAL")) continue;
            if (Is(parts[at], "ON"))
            {
                var next = Math.Min(end, End(parts, at, Joins));
                conditions.AddRange(All([.. parts.Take(next).Skip(at + 1)]));
                at = next - 1;
                continue;
            }
            if (Is(parts[at], "USING"))
            {
                at++;
                continue;
            }
            var name = (parts[at] as SqlPart.Word)?.Text;
            var isTable = name is not null && !(at + 1 < end && parts[at + 1] is SqlPart.Group);
            if (name is not null && !isTable) at++;   // skips the arguments of a function
            if (at + 1 < end && Is(parts[at + 1], "AS")) at++;
            var alias = at + 1 < end && parts[at + 1] is SqlPart.Word said && !said.Is("ON") && !said.Is("USING")
                    && !Joins.Any(said.Is)
                ? said.Text
                : null;
            if (alias is not null) at++;
            if (at + 1 < end && parts[at + 1] is SqlPart.Group) at++;   // skips the column names of the alias
            own.Add(new Source(alias ?? name ?? "", isTable && tables.Contains(name!) ? name : null));
        }
        if (end < parts.Count && Is(parts[end], "WHERE"))
            conditions.AddRange(All([.. parts.Take(End(parts, end + 1, EndOfSources[1..])).Skip(end + 1)]));

        for (var before = -1; before != own.Count(source => source.Reached);)
        {
            before = own.Count(source => source.Reached);
            foreach (var condition in conditions) Follow(condition, own, outer);
        }
        return own.Where(source => source.Table is not null && !source.Reached).Select(source =>
            $"{source.Table} is reached without its account").Concat(Groups(parts, [.. outer, .. own]));
    }

    private static void Follow(IReadOnlyList<SqlPart> condition, List<Source> own, IReadOnlyList<Source> outer)
    {
        if (condition.Count < 3 || !(Is(condition[1], "=") || Is(condition[1], "IN"))) return;
        Meet(condition[0], [.. condition.Skip(2)]);
        if (condition.Count == 3 && Is(condition[1], "=")) Meet(condition[2], [condition[0]]);

        void Meet(SqlPart column, IReadOnlyList<SqlPart> value)
        {
            if (Column(column, own, []) is { } source
                && (IsAccount(value) && Column(value[0], own, outer) is null or { Reached: true }))
                source.Reached = true;
        }
    }

    // The source to which this account_id belongs; in emails the address counts as well.
    private static Source? Column(SqlPart part, IReadOnlyList<Source> own, IReadOnlyList<Source> outer)
    {
        if (part is not SqlPart.Word word) return null;
        var dot = word.Text.LastIndexOf('.');
        var (name, column) = dot < 0 ? (null, word.Text) : (word.Text[..dot], word.Text[(dot + 1)..]);
        var all = own.Concat(outer.Reverse());
        return column switch
        {
            "account_id" => all.FirstOrDefault(source => name is null ? source.Table is not null : source.Name == name),
            "email_index" =>
                all.FirstOrDefault(source => source.Table == ByAddress && (name is null || source.Name == name)),
            _ => null,
        };
    }

    // A value, a subselect, or the account_id of another row.
    private static bool IsAccount(IReadOnlyList<SqlPart> value) => value switch
    {
        [SqlPart.Word word] => word.IsValue || word.Text.EndsWith("account_id", StringComparison.Ordinal),
        [SqlPart.Group { IsSelect: true }] => true,
        [SqlPart.Group list] => list.Inside.All(part => Is(part, ",") || part is SqlPart.Word { IsValue: true }),
        [SqlPart.Word call, SqlPart.Group] => call.Is("COALESCE") || call.Is("ANY"),
        _ => false,
    };

    // Conditions that all must hold. Where OR joins them or NOT begins them, none of them must.
    private static IEnumerable<IReadOnlyList<SqlPart>> All(IReadOnlyList<SqlPart> condition)
    {
        if (IndexOf(condition, 0, "OR") >= 0 || IndexOf(condition, 0, "NOT") == 0) return [];
        return Split(condition, "AND")
            .SelectMany(one => one is [SqlPart.Group { IsSelect: false } inner] ? All(inner.Inside) : [one]);
    }

    private IEnumerable<string> Groups(IReadOnlyList<SqlPart> parts, IReadOnlyList<Source> outer) =>
        parts.OfType<SqlPart.Group>()
            .SelectMany(group => group.IsSelect ? Scope(group.Inside, outer) : Groups(group.Inside, outer));

    // The expression for one column: from the first row of VALUES, or from the list of the select.
    private static IReadOnlyList<SqlPart> Given(IReadOnlyList<SqlPart> parts, int place)
    {
        var values = IndexOf(parts, 0, "VALUES");
        var select = IndexOf(parts, 0, "SELECT");
        var given = values > 0 ? ((SqlPart.Group)parts[values + 1]).Inside : [.. parts.Take(End(parts, select, ["FROM",
            "WHERE", "ON",
            "RETURNING"])).Skip(select + 1)];
        return Split(given, ",").ElementAtOrDefault(place) ?? [];
    }

    private static List<string> Names(SqlPart part) =>
        part is SqlPart.Group group
            ? [.. group.Inside.OfType<SqlPart.Word>().Select(word => word.Text).Where(text => text != ",")]
            : [];

    private static int Conflict(IReadOnlyList<SqlPart> parts)
    {
        for (var at = 0; at + 1 < parts.Count; at++)
            if (Is(parts[at], "ON") && Is(parts[at + 1], "CONFLICT")) return at;
        return parts.Count;
    }

    private static IEnumerable<IReadOnlyList<SqlPart>> Split(IReadOnlyList<SqlPart> parts, string at)
    {
        for (var begin = 0; begin <= parts.Count;)
        {
            var end = IndexOf(parts, begin, at) is var found and >= 0 ? found : parts.Count;
            yield return [.. parts.Take(end).Skip(begin)];
            begin = end + 1;
        }
    }

    private static int End(IReadOnlyList<SqlPart> parts, int from, IEnumerable<string> words) =>
        words.Select(word => IndexOf(parts, from, word)).Where(at => at >= 0).DefaultIfEmpty(parts.Count).Min();

    private static int IndexOf(IReadOnlyList<SqlPart> parts, int from, string word)
    {
        for (var at = from; at < parts.Count; at++)
            if (Is(parts[at], word)) return at;
        return -1;
    }

    private static bool Is(SqlPart part, string word) => part is SqlPart.Word said && said.Is(word);
}
