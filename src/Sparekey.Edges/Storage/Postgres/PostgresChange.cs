using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>A change as one batch, in order: the locks, the statements and claims, the audit events, the messages.</summary>
internal static class PostgresChange
{
    /// <summary>The state with which a lost claim ends the transaction; its message is the claim's name. Raised by <c>sparekey_lost</c>, see the migrations.</summary>
    public const string Lost = "SK001";

    private const string LockOne = "SELECT pg_advisory_xact_lock(@key)";

    // The rows of a function come in the order of the list, so the locks are taken in it.
    private const string LockMany = "SELECT pg_advisory_xact_lock(key) FROM unnest(@keys) AS key";

    private const string Counted =
        $"""
        WITH counted AS (
          INSERT INTO send_limits (subject, window_start, sends) SELECT subject, start, 1 FROM unnest(@subjects, @starts) AS asked (subject, start)
          ON CONFLICT (subject, window_start) DO UPDATE SET sends = send_limits.sends + 1 RETURNING subject, sends)
        INSERT INTO outbox ({OutboxRow.Columns}) SELECT {OutboxRow.Values}
        WHERE NOT EXISTS (SELECT 1 FROM counted JOIN unnest(@subjects, @limits) AS allowed (subject, most) USING (subject) WHERE counted.sends > allowed.most)
        """;

    /// <summary>One statement of the batch and its values.</summary>
    public sealed record Asked(string Sql, object? Arguments);

    /// <param name="keys">As <see cref="Keys"/>.</param>
    public static List<Asked> Of(Change change, long[] keys, IEnumerable<Change.Statement> events, IEnumerable<(OutboxRow Row, IReadOnlyList<SendCount> Counts)> letters) =>
    [
        .. Locks(change, keys),
        .. change.Statements.Select(statement => statement.Claim is { } name ? new Asked(Claim(name, statement.Looks ? statement.Sql : $"{statement.Sql} RETURNING 1"), statement.Arguments) : new Asked(statement.Sql, statement.Arguments)),
        .. events.Select(statement => new Asked(statement.Sql, statement.Arguments)),
        .. letters.Select(one => Send(one.Row, one.Counts)),
    ];

    /// <summary>Whom it writes to, in the order in which everybody asks for locks.</summary>
    public static long[] Keys(Change change) => PostgresLocks.Of(change.Statements.SelectMany(statement => Arguments.Named(statement.Arguments)));

    // One statement that decides nothing is atomic by itself. The order is the same for everybody, so that no two changes wait for each other in a ring.
    private static IEnumerable<Asked> Locks(Change change, long[] keys)
    {
        if (change.Statements.Count < 2 && !change.Statements.Exists(statement => statement.Claim is not null)) return [];
        return keys.Length switch
        {
            0 => [],
            1 => [new(LockOne, new { key = keys[0] })],
            _ => [new(LockMany, new { keys })],
        };
    }

    // A name is a constant of the program, so the text is one for each claim. The function is called only where the claim is lost.
    private static string Claim(string name, string sql) => $"WITH claim AS ({sql}) SELECT CASE WHEN COUNT(*) <> 1 THEN sparekey_lost('{name.Replace("'", "''", StringComparison.Ordinal)}') END FROM claim";

    private static Asked Send(OutboxRow letter, IReadOnlyList<SendCount> counts)
    {
        if (counts.Count == 0) return new($"INSERT INTO outbox ({OutboxRow.Columns}) VALUES ({OutboxRow.Values})", letter);
        // Rows that many messages share, such as the count of a network, are taken in one order.
        var ordered = counts.OrderBy(count => count.Subject, StringComparer.Ordinal).ToList();
        return new(Counted, new
        {
            letter.Id, letter.Account, letter.Channel, letter.Body, letter.Now,
            subjects = ordered.Select(count => count.Subject).ToArray(), starts = ordered.Select(count => count.WindowStart(letter.Now)).ToArray(), limits = ordered.Select(count => (long)count.Limit).ToArray(),
        });
    }
}
