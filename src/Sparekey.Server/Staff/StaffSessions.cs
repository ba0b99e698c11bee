using Sparekey.Core.Accounts;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Staff;

/// <summary>A reviewer, signed in with a second factor. A handler behind a route for staff receives one.</summary>
/// <param name="EmailIndex">Keyed hash of the address: finds out that a case is the reviewer's own.</param>
public sealed record StaffMember(StaffId Staff, string Name, byte[] EmailIndex)
{
    public static ValueTask<StaffMember?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(StaffMember)] as StaffMember);
}

/// <summary>
/// Opens, finds and ends reviewers' sessions. They have a table of their own: a token of a holder never opens a session
/// of staff, nor the other way round.
/// </summary>
public sealed class StaffSessions(
    Database database, KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    private const string Purpose = "staff_session";
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);   // a write a minute, not one a request

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public byte[] EmailIndex { get; init; } = [];
        public DateTimeOffset LastSeenAt { get; init; }
    }

    /// <summary>Adds a new session to a change.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Open(Change change, StaffId staff, Visitor visitor)
    {
        var now = clock.GetUtcNow();
        var token = BearerToken.New(staff, random);
        var expires = now + settings.Sessions.Absolute;
        change.Add(
            """
            INSERT INTO staff_sessions
              (staff_id, token_hash, device, network, authenticated_at, last_seen_at, expires_at)
            VALUES (@staff, @key, @Device, @Network, @now, @now, @expires)
            """,
            new { staff, key = KeyOf(token), visitor.Device, visitor.Network, now, expires });
        return (token.Text, expires);
    }

    /// <summary>Finds the reviewer behind a token. Finding counts as use.</summary>
    /// <returns>Null when the token opens no live session of an active member.</returns>
    public async Task<StaffMember?> Find(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return null;
        var now = clock.GetUtcNow();
        var (staff, key) = (token.Staff, KeyOf(token));
        var row = await database.One<Row>(
            $"""
            SELECT m.name, m.email_index, s.last_seen_at
            FROM staff_sessions s JOIN staff m ON m.staff_id = s.staff_id AND {StaffSql.IsActive}
            WHERE s.staff_id = @staff AND s.token_hash = @key
              AND s.ended_at IS NULL AND s.expires_at > @now AND s.last_seen_at > @idle
            """,
            new { staff, key, now, idle = now - settings.Sessions.Idle },
            cancellation);
        if (row is null) return null;
        if (now - row.LastSeenAt >= TouchEvery)
            await database.Commit(
                Change.Of(staff).Add(
                    "UPDATE staff_sessions SET last_seen_at = @now WHERE staff_id = @staff AND token_hash = @key",
                    new { staff, key, now }),
                cancellation);
        return new StaffMember(staff, row.Name, row.EmailIndex);
    }

    /// <summary>Ends the session of this token.</summary>
    public async Task End(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return;
        var change = Change.Of(token.Staff).Add(
            """
            UPDATE staff_sessions SET ended_at = @now
            WHERE staff_id = @staff AND token_hash = @key AND ended_at IS NULL
            """,
            new { staff = token.Staff, key = KeyOf(token), now = clock.GetUtcNow() });
        await database.Commit(change, cancellation);
    }

    private byte[] KeyOf(BearerToken token) => hash.Index(Purpose, token.Text);
}
