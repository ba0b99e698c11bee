using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// The statements of the outbox. A node leases a message before it sends the message. Afterwards it marks the message
/// as sent, postpones it, or releases it.
/// </summary>
internal sealed class OutboxRows(Database database, TimeProvider clock)
{
    /// <summary>Maximum number of messages that a node leases at once.</summary>
    public const int Batch = 5;

    /// <summary>
    /// Lease of a message: if the node dies, another node may send the message after this time. A code that arrives a
    /// minute late can still be used.
    /// </summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    public sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string MessageId { get; init; } = "";
        public string Channel { get; init; } = "";
        public byte[] Sealed { get; init; } = [];
        public DateTimeOffset CreatedAt { get; init; }
        public int Attempts { get; init; }
        public DateTimeOffset NextAt { get; init; }   // end of the lease
    }

    /// <summary>
    /// Leases messages that are due and that no other node is leasing, at most <see cref="Batch"/>.
    /// </summary>
    /// <remarks>
    /// The lease does not wait for the disk. If the machine of the database dies before the lease is durable, a message
    /// may be sent twice. The same can happen if a node dies after sending and before recording it.
    /// </remarks>
    public async Task<List<Row>> Lease(CancellationToken cancellation)
    {
        const string Columns = "account_id, message_id, channel, sealed, created_at, attempts, next_at";
        var now = clock.GetUtcNow();
        var rows = await database.ChargeAhead(
            Locks.None,
            database.Sql(
                sqlite: $"""
                    UPDATE outbox SET next_at = @until WHERE message_id IN
                      (SELECT message_id FROM outbox WHERE next_at <= @now ORDER BY next_at, message_id LIMIT @Batch)
                    RETURNING {Columns}
                    """,
                postgres: $"""
                    UPDATE outbox SET next_at = @until WHERE message_id = ANY(ARRAY
                      (SELECT message_id FROM outbox WHERE next_at <= @now ORDER BY next_at, message_id LIMIT @Batch
                       FOR UPDATE SKIP LOCKED))
                    RETURNING {Columns}
                    """),
            new { now, until = now + LeaseTime, Batch }, rows => rows.Read<Row>().AsList(), cancellation);
        return [.. rows.OrderBy(row => row.MessageId, StringComparer.Ordinal)];
    }

    /// <summary>Marks the message as sent and deletes its text, which may contain a code.</summary>
    public Task Sent(Row row, CancellationToken cancellation) => database.Commit(
        Change.Of(row.AccountId)
            .Add("UPDATE outbox SET sent_at = @now, next_at = NULL, sealed = @nothing WHERE account_id = @AccountId "
                + "AND message_id = @MessageId AND sent_at IS NULL",
                new { now = clock.GetUtcNow(), row.AccountId, row.MessageId, nothing = Array.Empty<byte>() }),
        cancellation);

    /// <summary>Records a failed attempt. The message is due again after the wait.</summary>
    public Task Postpone(Row row, TimeSpan wait, CancellationToken cancellation) => database.Commit(
        Change.Of(row.AccountId)
            .Add("UPDATE outbox SET attempts = attempts + 1, next_at = @next WHERE account_id = @AccountId "
                + "AND message_id = @MessageId AND sent_at IS NULL",
                new { next = clock.GetUtcNow() + wait, row.AccountId, row.MessageId }),
        cancellation);

    /// <summary>
    /// Ends the leases of a server that stops. The messages are due at once, for other nodes and for the next start
    /// of this one. If sending was interrupted, the message counts as not sent.
    /// </summary>
    public Task Release(IEnumerable<Row> rows)
    {
        var change = Change.OfNobody();
        foreach (var row in rows)
            change.Lock(row.AccountId)
                .Add("UPDATE outbox SET next_at = @now WHERE account_id = @AccountId AND message_id = @MessageId "
                    + "AND next_at = @NextAt",
                    new { now = clock.GetUtcNow(), row.AccountId, row.MessageId, row.NextAt });
        return database.Commit(change, CancellationToken.None);
    }
}
