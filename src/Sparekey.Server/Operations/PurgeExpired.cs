using Sparekey.Edges.Jobs;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Operations;

/// <summary>
/// Deletes rows that nobody can use any more. It works in portions: a sign-in never waits long for the writer.
/// </summary>
public sealed class PurgeExpired(Database database, TimeProvider clock) : IPeriodicJob
{
    private const int Portion = 500;

    // Kept for a while after the end: a late request is refused as expired, not as unknown.
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    // Anybody may request many captchas. A request with a deleted captcha is refused as expired as well.
    private static readonly TimeSpan Captchas = TimeSpan.FromHours(1);

    // Longer than any flow that a code may belong to: the count of tries must outlive the flow.
    private static readonly TimeSpan Codes = TimeSpan.FromDays(30);

    // Expired sessions are kept for 90 days.
    private static readonly TimeSpan Sessions = TimeSpan.FromDays(90);

    // Twice the longest window.
    private static readonly TimeSpan SendCounts = TimeSpan.FromDays(2);

    private static readonly (string Table, string Key, string Column, TimeSpan Kept)[] Tables =
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
        foreach (var (table, key, column, kept) in Tables)
        {
            var sql =
                $"""
                DELETE FROM {table}
                WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {column} < @before LIMIT {Portion}) RETURNING 1
                """;
            while (await Delete(sql, now - kept, cancellation) == Portion) cancellation.ThrowIfCancellationRequested();
        }
    }

    private Task<int> Delete(string sql, DateTimeOffset before, CancellationToken cancellation) =>
        database.Charge(Locks.None, sql, new { before }, rows => rows.Read<long>().Count(), cancellation);
}
