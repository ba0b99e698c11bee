using Sparekey.Core.Accounts;
using Sparekey.Server.Edges;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Operations;

/// <summary>Forgets failed attempts at addresses that nobody has, once they have been quiet for 30 days. Those of accounts and of staff stay.</summary>
/// <remarks>Looked up by readers and deleted by key: the table has no index on time, because that would cost every attempt a write.</remarks>
public sealed class PurgeStrangers(Database database, TimeProvider clock) : IChore
{
    private const int Portion = 500;
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(30);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string Subject { get; init; } = "";
    }

    public TimeSpan Every => TimeSpan.FromHours(24);

    public async Task Run(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Quiet;
        var rows = await database.List<Row>(
            "SELECT account_id, subject FROM attempts WHERE last_at < @before AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = attempts.account_id) AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.staff_id = attempts.account_id)", new { before }, cancellation);
        foreach (var portion in rows.Chunk(Portion))
        {
            var change = new Change();
            foreach (var row in portion)
                change.Add("DELETE FROM attempts WHERE account_id = @AccountId AND subject = @Subject AND last_at < @before", new { row.AccountId, row.Subject, before });
            await database.Commit(change, cancellation);
        }
    }
}
