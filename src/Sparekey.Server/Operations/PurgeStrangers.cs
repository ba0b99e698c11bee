using Sparekey.Core.Accounts;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Operations;

/// <summary>
/// Deletes counts of failed attempts for addresses without an account, 30 days after the last attempt. The counts of
/// accounts and of staff stay.
/// </summary>
/// <remarks>
/// Reads the table by key, a portion at a time: an index on time would cost every attempt one more write.
/// </remarks>
public sealed class PurgeStrangers(Database database, TimeProvider clock) : IPeriodicJob
{
    private const int Looked = 5000, Portion = 500;
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(30);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string Subject { get; init; } = "";
        public bool Goes { get; init; }
    }

    public TimeSpan Every => TimeSpan.FromHours(24);

    public async Task Run(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Quiet;
        for (var last = new Row(); ;)
        {
            var rows = await database.List<Row>(
                """
                SELECT account_id, subject,
                       last_at < @before
                         AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = t.account_id)
                         AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.staff_id = t.account_id) AS goes
                FROM attempts t WHERE (account_id, subject) > (@AccountId, @Subject)
                ORDER BY account_id, subject LIMIT @Looked
                """,
                new { before, last.AccountId, last.Subject, Looked },
                cancellation);
            foreach (var portion in rows.Where(row => row.Goes).Chunk(Portion))
                await Forget(portion, before, cancellation);
            if (rows.Count < Looked) return;
            last = rows[^1];
        }
    }

    private Task<Refusal?> Forget(Row[] portion, DateTimeOffset before, CancellationToken cancellation)
    {
        const string Sql = "DELETE FROM attempts WHERE account_id = @AccountId AND subject = @Subject "
            + "AND last_at < @before";
        var change = Change.OfNobody();
        foreach (var row in portion) change.Lock(row.AccountId).Add(Sql, new { row.AccountId, row.Subject, before });
        return database.Commit(change, cancellation);
    }
}
