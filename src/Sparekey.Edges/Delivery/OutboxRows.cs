using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// What the outbox says to the database: a message is taken for a while before it is carried; then it was sent, is put
/// off, or is given back.
/// </summary>
internal sealed class OutboxRows(Database database, TimeProvider clock)
{
    public const int Batch = 5;

    /// <summary>
    /// A node that has taken messages and dies leaves them to others after this: a code that comes a minute late can
    /// still be used.
    /// </summary>
    public static readonly TimeSpan Taken = TimeSpan.FromMinutes(1);

    public sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string MessageId { get; init; } = "";
        public string Channel { get; init; } = "";
        public byte[] Sealed { get; init; } = [];
        public DateTimeOffset CreatedAt { get; init; }
        public int Attempts { get; init; }
        public DateTimeOffset NextAt { get; init; }   // until when it was taken
    }

    /// <summary>
    /// Takes what is due and no other is taking, at most <see cref="Batch"/>, and puts it off for as long as it may
    /// need.
    /// </summary>
    /// <remarks>
    /// The disk is not waited for: where the machine of the database dies in between, the message may go out once more,
    /// as it does where a node dies before it has written down that it was sent.
    /// </remarks>
    public async Task<List<Row>> Take(CancellationToken cancellation)
    {
        const string Columns = "account_id, message_id, channel, sealed, created_at, attempts, next_at";
        var now = clock.GetUtcNow();
        var rows = await database.ChargeAhead(
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
            new { now, until = now + Taken, Batch }, rows => rows.Read<Row>().AsList(), cancellation);
        return [.. rows.OrderBy(row => row.MessageId, StringComparer.Ordinal)];
    }

    /// <summary>The text is not kept once it was carried: it may hold a code.</summary>
    public Task Sent(Row row, CancellationToken cancellation) => database.Commit(
        Change.Of(row.AccountId)
            .Add("UPDATE outbox SET sent_at = @now, next_at = NULL, sealed = @nothing WHERE account_id = @AccountId "
                + "AND message_id = @MessageId AND sent_at IS NULL",
                new { now = clock.GetUtcNow(), row.AccountId, row.MessageId, nothing = Array.Empty<byte>() }),
        cancellation);

    public Task PutOff(Row row, TimeSpan wait, CancellationToken cancellation) => database.Commit(
        Change.Of(row.AccountId)
            .Add("UPDATE outbox SET attempts = attempts + 1, next_at = @next WHERE account_id = @AccountId "
                + "AND message_id = @MessageId AND sent_at IS NULL",
                new { next = clock.GetUtcNow() + wait, row.AccountId, row.MessageId }),
        cancellation);

    /// <summary>
    /// A server that stops keeps nothing from others, nor from its own next start. What it broke off counts as not
    /// carried, as whenever a carrier fails.
    /// </summary>
    public Task GiveBack(IEnumerable<Row> rows)
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
