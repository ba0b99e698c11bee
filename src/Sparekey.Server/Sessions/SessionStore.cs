using System.Text.Json;
using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Sessions;

/// <summary>A session as the wire shows it, once, to whoever has just signed in.</summary>
public sealed record SessionView(string Token, DateTimeOffset ExpiresAt, string Acr, IReadOnlyList<string> Amr);

/// <summary>Opens and finds holders' sessions. A token is stored only as its keyed hash.</summary>
public sealed class SessionStore(Database database, KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    private const string Purpose = "session";
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);   // a write a minute, not one a request

    private sealed record Row
    {
        public SessionId SessionId { get; init; }
        public string Acr { get; init; } = "";
        public string Amr { get; init; } = "";
        public DateTimeOffset AuthenticatedAt { get; init; }
        public DateTimeOffset LastSeenAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public bool HasSecondFactor { get; init; }
        public bool IsFrozen { get; init; }
    }

    /// <summary>Adds a new session to a change. It exists only if the change commits.</summary>
    public SessionView Open(Change change, AccountId account, string acr, IReadOnlyList<string> amr, Visitor visitor)
    {
        var now = clock.GetUtcNow();
        var token = BearerToken.New(account, random);
        var expires = now + settings.Sessions.Absolute;
        change.Add(
            """
            INSERT INTO sessions (account_id, token_hash, session_id, acr, amr, device, network, authenticated_at, created_at, last_seen_at, expires_at)
            VALUES (@account, @hash, @id, @acr, @amr, @Device, @Network, @now, @now, @now, @expires)
            """,
            new { account, hash = hash.Index(Purpose, token.Text), id = new SessionId(random.NewId(now)), acr, amr = JsonSerializer.Serialize(amr), visitor.Device, visitor.Network, now, expires });
        return new SessionView(token.Text, expires, acr, amr);
    }

    /// <summary>
    /// Adds to a change the end of the holder's session and its successor with a new token: after a proof the old token is worth nothing.
    /// Claim <c>expired</c> is lost when the session has ended meanwhile. The successor lives no longer than the first one would have.
    /// </summary>
    /// <param name="when">SQL on @account that must hold as well.</param>
    public SessionView Rotate(Change change, Holder holder, string acr, IReadOnlyList<string> amr, Visitor visitor, string when = "1 = 1")
    {
        var now = clock.GetUtcNow();
        var token = BearerToken.New(holder.Account, random);
        change.Claim("expired", $"UPDATE sessions SET ended_at = @now WHERE account_id = @account AND session_id = @old AND ended_at IS NULL AND {when}", new { now, account = holder.Account, old = holder.Session })
            .Add(
                """
                INSERT INTO sessions (account_id, token_hash, session_id, acr, amr, device, network, authenticated_at, created_at, last_seen_at, expires_at)
                SELECT account_id, @hash, @id, @acr, @amr, @Device, @Network, @now, created_at, @now, expires_at FROM sessions WHERE account_id = @account AND session_id = @old
                """,
                new { hash = hash.Index(Purpose, token.Text), id = new SessionId(random.NewId(now)), acr, amr = JsonSerializer.Serialize(amr), visitor.Device, visitor.Network, now, account = holder.Account, old = holder.Session });
        return new SessionView(token.Text, holder.ExpiresAt, acr, amr);
    }

    /// <summary>The holder behind a token, or null when it is unknown, ended, idle for too long or too old.</summary>
    public async Task<Holder?> Find(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return null;
        var now = clock.GetUtcNow();
        var account = token!.Account;
        var key = hash.Index(Purpose, token.Text);
        var row = await database.One<Row>(
            """
            SELECT s.session_id, s.acr, s.amr, s.authenticated_at, s.last_seen_at, s.expires_at, a.frozen_at IS NOT NULL AS is_frozen,
                   EXISTS (SELECT 1 FROM factors f WHERE f.account_id = @account AND f.state IN ('active', 'disabled') AND f.kind <> 'recovery_code') AS has_second_factor
            FROM sessions s JOIN accounts a ON a.account_id = s.account_id
            WHERE s.account_id = @account AND s.token_hash = @key AND s.ended_at IS NULL AND s.expires_at > @now AND s.last_seen_at > @idle
            """,
            new { account, key, now, idle = now - settings.Sessions.Idle }, cancellation);
        if (row is null) return null;
        if (now - row.LastSeenAt >= TouchEvery)
            await database.CommitNamed(new Change().Add("UPDATE sessions SET last_seen_at = @now WHERE account_id = @account AND token_hash = @key AND last_seen_at < @now", new { account, key, now }), cancellation);
        return new Holder(account, row.SessionId, row.Acr, JsonSerializer.Deserialize<string[]>(row.Amr)!, row.AuthenticatedAt, row.ExpiresAt, row.HasSecondFactor, row.IsFrozen, settings.Sessions.StepUp);
    }

    /// <summary>Adds to a change the end of all the account's sessions and open flows; the one that is kept, if any, by its id.</summary>
    public static void EndAll(Change change, AccountId account, DateTimeOffset now, SessionId? but = null) => change
        .Add("UPDATE sessions SET ended_at = @now WHERE account_id = @account AND ended_at IS NULL AND session_id <> @kept", new { account, now, kept = but?.ToString() ?? "" })
        .Add("UPDATE sign_ins SET completed_at = @now WHERE account_id = @account AND completed_at IS NULL", new { account, now })
        .Add("UPDATE codes SET used_at = @now WHERE account_id = @account AND used_at IS NULL AND purpose <> 'registration'", new { account, now });
}
