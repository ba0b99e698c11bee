using System.Globalization;
using Npgsql;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// A change as one batch, in this order: locks, statements and claims, audit events, messages.
/// </summary>
internal static class PostgresChange
{
    /// <summary>
    /// SQLSTATE with which a lost claim ends the transaction. The message is the position of the claim. The function
    /// <c>sparekey_lost</c> raises it; see the migrations.
    /// </summary>
    public const string Lost = "SK001";

    private const string LockOne = "SELECT pg_advisory_xact_lock(@key)";

    // The function returns its rows in the order of the list, so the locks are taken in this order.
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

    /// <param name="keys">From <see cref="Keys"/>.</param>
    public static List<BatchStatement> Of(Change change, long[] keys, IEnumerable<Change.Statement> events,
        IEnumerable<(OutboxRow Row, IReadOnlyList<SendCount> Counts)> rows) =>
    [
        .. Locks(change, keys),
        .. change.Statements.Select((statement, i) =>
            new BatchStatement(statement.Lost is null ? statement.Sql : Claim(i, statement), statement.Arguments)),
        .. events.Select(statement => new BatchStatement(statement.Sql, statement.Arguments)),
        .. rows.Select(one => Send(one.Row, one.Counts)),
    ];

    /// <summary>The locks of the change, in the order in which every change takes them.</summary>
    public static long[] Keys(Change change) => PostgresLocks.Of(change.Locks.Ids);

    // One statement without a claim decides nothing and is atomic by itself, so it takes no lock. All changes take
    // their locks in the same order, which prevents deadlocks.
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
    /// <param name="position">Message of the exception: the index of the claim in the statements of the
    /// change.</param>
    public static Refusal LostBy(Change change, string position) =>
        change.Statements[int.Parse(position, CultureInfo.InvariantCulture)].Lost!;

    // The function is called only if the claim is lost. Its argument is a literal, not a parameter: the same claim at
    // the same position always has the same text, which the server prepares once.
    private static string Claim(int position, Change.Statement statement)
    {
        var sql = statement.IsPrecondition ? statement.Sql : $"{statement.Sql} RETURNING 1";
        return $"WITH claim AS ({sql}) SELECT CASE WHEN COUNT(*) <> 1 THEN sparekey_lost('{position}') END FROM claim";
    }

    private static BatchStatement Send(OutboxRow row, IReadOnlyList<SendCount> counts)
    {
        if (counts.Count == 0) return new($"INSERT INTO outbox ({OutboxRow.Columns}) VALUES ({OutboxRow.Values})", row);
        // Many messages update the same rows, for example the count of a network. One order prevents deadlocks.
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
