using System.Globalization;
using Npgsql;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// A change as one batch, in order: the locks, the statements and claims, the audit events, the messages.
/// </summary>
internal static class PostgresChange
{
    /// <summary>
    /// The state with which a lost claim ends the transaction; its message is the position of the claim. Raised by
    /// <c>sparekey_lost</c>, see the migrations.
    /// </summary>
    public const string Lost = "SK001";

    private const string LockOne = "SELECT pg_advisory_xact_lock(@key)";

    // The rows of a function come in the order of the list, so the locks are taken in it.
    private const string LockMany = "SELECT pg_advisory_xact_lock(key) FROM unnest(@keys) AS key";

    private const string Counted =
        $"""
        WITH counted AS (
          INSERT INTO send_limits (subject, window_start, sends)
          SELECT subject, start, 1 FROM unnest(@subjects, @starts) AS asked (subject, start)
          {SendCount.Increment} RETURNING subject, sends)
        INSERT INTO outbox ({OutboxRow.Columns}) SELECT {OutboxRow.Values}
        WHERE NOT EXISTS (
          SELECT 1 FROM counted JOIN unnest(@subjects, @limits) AS allowed (subject, most) USING (subject)
          WHERE counted.sends > allowed.most)
        """;

    /// <summary>One statement of the batch and its values.</summary>
    public sealed record BatchStatement(string Sql, object? Arguments);

    /// <param name="keys">As <see cref="Keys"/>.</param>
    public static List<BatchStatement> Of(Change change, long[] keys, IEnumerable<Change.Statement> events,
        IEnumerable<(OutboxRow Row, IReadOnlyList<SendCount> Counts)> rows) =>
    [
        .. Locks(change, keys),
        .. change.Statements.Select((statement, i) =>
            new BatchStatement(statement.Lost is null ? statement.Sql : Claim(i, statement), statement.Arguments)),
        .. events.Select(statement => new BatchStatement(statement.Sql, statement.Arguments)),
        .. rows.Select(one => Send(one.Row, one.Counts)),
    ];

    /// <summary>Whom it writes to, in the order in which everybody asks for locks.</summary>
    public static long[] Keys(Change change) => PostgresLocks.Of(change.Locks);

    // One statement that decides nothing is atomic by itself. The order is the same for everybody, so that no two
    // changes wait for each other in a ring.
    private static IEnumerable<BatchStatement> Locks(Change change, long[] keys)
    {
        if (change is { Statements.Count: < 2, Events.Count: 0 }
            && !change.Statements.Exists(statement => statement.Lost is not null))
            return [];
        return keys.Length switch
        {
            0 => [],
            1 => [new(LockOne, new { key = keys[0] })],
            _ => [new(LockMany, new { keys })],
        };
    }

    /// <summary>The refusal of the claim that ended the transaction.</summary>
    /// <param name="position">Message of the exception: the position of the claim among the statements of the
    /// change.</param>
    public static Refusal LostBy(Change change, string position) =>
        change.Statements[int.Parse(position, CultureInfo.InvariantCulture)].Lost!;

    // The function is called only when the claim is lost. Its argument is a literal, so that each claim at its position
    // is one text, which the server prepares once.
    private static string Claim(int position, Change.Statement statement)
    {
        var sql = statement.Looks ? statement.Sql : $"{statement.Sql} RETURNING 1";
        return $"WITH claim AS ({sql}) SELECT CASE WHEN COUNT(*) <> 1 THEN sparekey_lost('{position}') END FROM claim";
    }

    private static BatchStatement Send(OutboxRow row, IReadOnlyList<SendCount> counts)
    {
        if (counts.Count == 0) return new($"INSERT INTO outbox ({OutboxRow.Columns}) VALUES ({OutboxRow.Values})", row);
        // Rows that many messages share, such as the count of a network, are taken in one order.
        var ordered = counts.OrderBy(count => count.Subject, StringComparer.Ordinal).ToList();
        return new(Counted, new
        {
            row.Id, row.Account, row.Channel, row.Body, row.Now,
            subjects = ordered.Select(count => count.Subject).ToArray(),
            starts = ordered.Select(count => count.WindowStart(row.Now)).ToArray(),
            limits = ordered.Select(count => (long)count.Limit).ToArray(),
        });
    }
}
