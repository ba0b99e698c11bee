using System.Text.Json;
using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Sessions;

/// <summary>A session as the wire shows it, once, to the person who has just signed in.</summary>
public sealed record SessionView(string Token, DateTimeOffset ExpiresAt, string Acr, IReadOnlyList<string> Amr);

/// <summary>Opens, finds and ends holders' sessions. Of a token only the keyed hash is stored.</summary>
public sealed class SessionStore(
    Database database, KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    private const string Purpose = "session";
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);   // a write a minute, not one a request

    /// <summary>
    /// On a row of <c>sessions</c>: not ended, not expired, not idle for too long. Parameters @now and @idle.
    /// </summary>
    public const string IsLive = "ended_at IS NULL AND expires_at > @now AND last_seen_at > @idle";

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

    /// <summary>Adds a new session to a change.</summary>
    public SessionView Open(Change change, AccountId account, string acr, IReadOnlyList<string> amr, Visitor visitor)
    {
        var now = clock.GetUtcNow();
        var token = BearerToken.New(account, random);
        var expires = now + settings.Sessions.Absolute;
        change.Add(
            """
            INSERT INTO sessions (account_id, token_hash, session_id, acr, amr, device, network,
                                  authenticated_at, created_at, last_seen_at, expires_at)
            VALUES (@account, @key, @id, @acr, @amr, @Device, @Network, @now, @now, @now, @expires)
            """,
            new
            {
                account,
                key = hash.Index(Purpose, token.Text),
                id = new SessionId(random.NewId(now)),
                acr,
                amr = JsonSerializer.Serialize(amr),
                visitor.Device,
                visitor.Network,
                now,
                expires,
            });
        return new SessionView(token.Text, expires, acr, amr);
    }

    /// <summary>
    /// Adds the end of the holder's session and a successor with a new token to a change: after a proof the old token
    /// is worth nothing. The successor ends when the old session would have ended. Claims
    /// <see cref="Refusals.SessionRequired"/>: lost when the session has ended meanwhile.
    /// </summary>
    /// <param name="when">A further condition of the claim: SQL about @account.</param>
    public SessionView Rotate(
        Change change,
        Holder holder,
        string acr,
        IReadOnlyList<string> amr,
        Visitor visitor,
        string when = "1 = 1")
    {
        var now = clock.GetUtcNow();
        var (account, old) = (holder.Account, holder.Session);
        var token = BearerToken.New(account, random);
        change
            .Claim(
                Refusals.SessionRequired,
                $"""
                UPDATE sessions SET ended_at = @now
                WHERE account_id = @account AND session_id = @old AND ended_at IS NULL AND {when}
                """,
                new { now, account, old })
            .Add(
                """
                INSERT INTO sessions (account_id, token_hash, session_id, acr, amr, device, network,
                                      authenticated_at, created_at, last_seen_at, expires_at)
                SELECT account_id, @key, @id, @acr, @amr, @Device, @Network, @now, created_at, @now, expires_at
                FROM sessions WHERE account_id = @account AND session_id = @old
                """,
                new
                {
                    key = hash.Index(Purpose, token.Text),
                    id = new SessionId(random.NewId(now)),
                    acr,
                    amr = JsonSerializer.Serialize(amr),
                    visitor.Device,
                    visitor.Network,
                    now,
                    account,
                    old,
                });
        return new SessionView(token.Text, holder.ExpiresAt, acr, amr);
    }

    /// <summary>Finds the holder behind a token. Finding counts as use.</summary>
    /// <returns>Null when the token opens no live session.</returns>
    public async Task<Holder?> Find(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return null;
        var now = clock.GetUtcNow();
        var account = token.Account;
        var key = hash.Index(Purpose, token.Text);
        var row = await database.One<Row>(
            $"""
            SELECT s.session_id, s.acr, s.amr, s.authenticated_at, s.last_seen_at, s.expires_at,
                   a.frozen_at IS NOT NULL AS is_frozen, {FactorSql.HasSecondFactor()} AS has_second_factor
            FROM sessions s JOIN accounts a ON a.account_id = s.account_id
            WHERE s.account_id = @account AND s.token_hash = @key AND {IsLive}
            """,
            new { account, key, now, idle = now - settings.Sessions.Idle },
            cancellation);
        if (row is null) return null;
        if (now - row.LastSeenAt >= TouchEvery) await Touch(account, key, now, cancellation);
        return new Holder(
            account,
            row.SessionId,
            row.Acr,
            JsonSerializer.Deserialize<string[]>(row.Amr)!,
            row.AuthenticatedAt,
            row.ExpiresAt,
            row.HasSecondFactor,
            row.IsFrozen,
            settings.Sessions.StepUp);
    }

    /// <summary>Adds the end of all the account's sessions and open flows to a change.</summary>
    /// <param name="but">The session that stays.</param>
    public static void EndAll(Change change, AccountId account, DateTimeOffset now, SessionId? but = null) => change
        .Add(
            """
            UPDATE sessions SET ended_at = @now
            WHERE account_id = @account AND ended_at IS NULL AND session_id <> @kept
            """,
            new { account, now, kept = but?.ToString() ?? "" })
        .Add(
            "UPDATE sign_ins SET completed_at = @now WHERE account_id = @account AND completed_at IS NULL",
            new { account, now })
        .Add(
            """
            UPDATE codes SET used_at = @now
            WHERE account_id = @account AND used_at IS NULL AND purpose <> @registration
            """,
            new { account, now, registration = CodeBinding.Registration });

    private Task<Refusal?> Touch(AccountId account, byte[] key, DateTimeOffset now, CancellationToken cancellation) =>
        database.Commit(
            Change.Of(account).Add(
                """
                UPDATE sessions SET last_seen_at = @now
                WHERE account_id = @account AND token_hash = @key AND last_seen_at < @now
                """,
                new { account, key, now }),
            cancellation);
}
