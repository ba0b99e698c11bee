using System.Text.RegularExpressions;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>All statements that reach rows without naming their account, each with its reason.</summary>
public static class AcrossAccounts
{
    public sealed record Allowed(string Pattern, string Reason)
    {
        public bool Fits(string statement) => Regex.IsMatch(Regex.Replace(statement, @"\s+", " "), Pattern);
    }

    private const string Postgres = "on PostgreSQL", Sqlite = "on SQLite";

    public static readonly IReadOnlyList<Allowed> Statements =
    [
        new("^DELETE FROM [a-z_]+ WHERE \\([a-z_, ]+\\) IN \\(SELECT [a-z_, ]+ FROM [a-z_]+ "
            + "WHERE (expires_at|sent_at) < @before LIMIT 500\\) RETURNING 1$",
                "PurgeExpired: what nobody can use any more goes by its time, in portions"),
        new("^SELECT account_id, subject, last_at < @before AND NOT EXISTS .* LIMIT @Looked$",
            "PurgeStrangers: once a day, by key, in portions; each row is then deleted by its account"),
        new("^SELECT r.account_id, r.case_id, r.state FROM recovery_cases r WHERE r.ended_at IS NULL "
            + "AND (r\\.due_at|\\(SELECT a\\.frozen_at)",
                "DueCases: whose turn it is, by time; each case is then loaded by its account"),
        new("^SELECT account_id, verification_id FROM identity_verifications WHERE due_at <= @now",
            "DeletePictures: whose turn it is, by time; each is then loaded by its account"),
        new("^SELECT r.case_id, r.kind, r.state, .* FROM review_cases r LEFT JOIN",
            "ListCases: the reviewers' queue, by time"),
        new("^SELECT r.account_id, r.kind, .* FROM review_cases r JOIN accounts a ON a.account_id = r.account_id "
            + "WHERE r.case_id = @id$", "ReviewDesk: the way from a case in the queue to its account"),
        new("^UPDATE review_cases SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = @staff$",
            "StaffRoster: what a removed reviewer had in hand, of whomever"),
        new("^SELECT account_id, case_id, state FROM recovery_cases WHERE resume_hash = @key AND ended_at IS NULL$",
            "Resume: the way from a resume code, which is all that the person has, to its account"),
        new(" FROM outbox WHERE next_at <= @now ORDER BY next_at, message_id LIMIT @Batch",
            "Outbox: the queue of messages, by time; each is then marked by its account"),
    ];

    /// <summary>
    /// Texts of the program that this run cannot hear, each with its reason: they are sent on a connection outside
    /// <c>Database</c>, or by the other engine only.
    /// </summary>
    public static IEnumerable<(string Beginning, string Reason)> NotReached(bool isPostgres) =>
    [
        ("SELECT MAX(at) FROM (SELECT MAX(applied_at)",
            "doctor: when anything was last written, on a connection of its own"),
        .. isPostgres
            ? new[] { ("UPDATE outbox SET next_at = @until WHERE message_id IN", Sqlite) }
            : [
                ("UPDATE outbox SET next_at = @until WHERE message_id = ANY", Postgres),
                ("WITH counted AS (", Postgres),
            ],
    ];
}
