using Sparekey.Edges.Jobs;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Operations;

/// <summary>
/// Deletes what nobody can use any more, in portions, so that a sign-in never waits long for the writer.
/// </summary>
public sealed class PurgeExpired(Database database, TimeProvider clock) : IPeriodicJob
{
    private const int Portion = 500;

    // Kept for a while after its end, so that whoever comes late is told "expired" and not "unknown".
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    // Anybody may ask for as many as can be drawn, and one that is gone is told "expired" as well.
    private static readonly TimeSpan Captchas = TimeSpan.FromHours(1);

    // Longer than any flow that a code may belong to: the count of its tries must outlive the flow.
    private static readonly TimeSpan Codes = TimeSpan.FromDays(30);

    // The holder sees ended sessions in the history for so long.
    private static readonly TimeSpan Sessions = TimeSpan.FromDays(90);

    // Twice the longest window.
    private static readonly TimeSpan SendCounts = TimeSpan.FromDays(2);

    private static readonly (string Table, string Key, string Column, TimeSpan Kept)[] What =
    [
        ("captchas", "captcha_id", "expires_at", Captchas),
        ("registrations", "account_id", "expires_at", Late),
        ("sign_ins", "account_id, token_hash", "expires_at", Late),
        ("staff_sign_ins", "staff_id, token_hash", "expires_at", Late),
        ("objections", "account_id, token_hash", "expires_at", Late),
        ("codes", "account_id, purpose, binding", "expires_at", Codes),
        ("sessions", "account_id, token_hash", "expires_at", Sessions),
        ("staff_sessions", "staff_id, token_hash", "expires_at", Sessions),
        ("send_limits", "subject, window_start", "window_start", SendCounts),
        ("outbox", "message_id", "sent_at", Late),
    ];

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var (table, key, column, kept) in What)
        {
            var sql = $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {column} < @before "
                + $"LIMIT {Portion}) RETURNING 1";
            while (await database.Charge(sql, new { before = now - kept }, rows => rows.Read<long>().Count(),
                cancellation) == Portion)
                cancellation.ThrowIfCancellationRequested();
        }
    }
}
