using System.Text;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Failures in a row, of a password or a factor. An attempt is charged before it is judged, by one statement that
/// refuses while a wait runs or once the limit is reached; success clears the count in the change that it leads to.
/// </summary>
public static class Attempts
{
    public const string Password = "password";

    public static string OfFactor(FactorId factor) => $"factor:{factor}";

    /// <summary>The state after a charge, or, when <see cref="Charged"/> is false, the state that refused it.</summary>
    public sealed record State
    {
        public bool Charged { get; init; }
        public int Failures { get; init; }
        public DateTimeOffset BlockedUntil { get; init; }
    }

    private const string SucceedSql =
        """
        UPDATE attempts SET failures = 0, blocked_until = 0
        WHERE account_id = @account AND subject = @subject AND failures <= @limit
        """;

    private const string ChargedSql =
        """
        SELECT 1 FROM attempts
        WHERE account_id = @account AND subject = @subject AND last_at >= @since AND failures >= @failures
        """;

    // The waits of Core's Lockout, written into the statement so that the database alone decides among attempts that
    // arrive together.
    private static readonly string WaitCase = WaitOf("attempts.failures + 1");

    /// <summary><see cref="TrySql"/>, and then the row as it stands: two results for <see cref="Read"/>.</summary>
    public static string ChargeSql(string account = "@account", string when = "1 = 1") =>
        $"""
        {TrySql(account, when)}
        SELECT 0 AS charged, failures, blocked_until FROM attempts WHERE account_id = {account} AND subject = @subject;
        """;

    /// <summary>
    /// Charges @account and @subject at @now, refusing at @limit failures. The condition, if any, must hold for
    /// anything to be charged.
    /// </summary>
    /// <remarks>
    /// One result: the row, if it was charged. Whoever asks for more beside it joins the row as it stands.
    /// </remarks>
    /// <param name="account">SQL for the account id; by default the parameter.</param>
    /// <param name="when">A condition on other tables, true by default.</param>
    public static string TrySql(string account = "@account", string when = "1 = 1") =>
        $"""
        INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at)
        SELECT {account}, @subject, 1, 0, @now WHERE {when}
        ON CONFLICT (account_id, subject) DO UPDATE
        SET failures = attempts.failures + 1, blocked_until = {WaitCase}, last_at = @now
        WHERE attempts.blocked_until <= @now AND attempts.failures < @limit
        RETURNING 1 AS charged, failures, blocked_until;
        """;

    /// <summary>
    /// Reads the two results of <see cref="ChargeSql"/>. A subject without a row that was not charged has no failures.
    /// </summary>
    public static State Read(Dapper.SqlMapper.GridReader rows)
    {
        var charged = rows.ReadFirstOrDefault<State>();
        var standing = rows.ReadFirstOrDefault<State>();
        return charged ?? standing ?? new State();
    }

    /// <summary>
    /// Clears the count after a success. The claim is lost when other attempts have switched the factor off meanwhile.
    /// A password is never switched off: its claim is lost only when a database restart has lost the charge
    /// (decisions/0013).
    /// </summary>
    public static Change Succeed(this Change change, AccountId account, string subject) => change.Claim(
        subject == Password ? Refusals.Unavailable : Refusals.FactorDisabled,
        SucceedSql,
        new { account, subject, limit = LimitOf(subject) });

    /// <summary>As <see cref="Succeed(Change, AccountId, string)"/>, for a member of the staff.</summary>
    /// <param name="lost">The refusal when other attempts have switched the factor off meanwhile.</param>
    public static Change Succeed(this Change change, StaffId member, string subject, Refusal lost) => change.Claim(
        subject == Password ? Refusals.Unavailable : lost,
        SucceedSql,
        new { account = member, subject, limit = LimitOf(subject) });

    /// <summary>
    /// Recording a failure requires that its charge still exists; a database restart may have lost it (decisions/0013).
    /// </summary>
    /// <remarks>
    /// The count must be at least what the charge returned: the charge of an earlier attempt does not stand for this
    /// one. A success in between clears the count; the failure is then not recorded.
    /// </remarks>
    /// <param name="at">When it was charged.</param>
    /// <param name="failures">As the charge gave them back.</param>
    public static Change RequireCharged(
        this Change change, AccountId account, string subject, DateTimeOffset at, int failures) =>
        change.Require(Refusals.Unavailable, ChargedSql, new { account, subject, since = at - Clocks.Apart, failures });

    /// <inheritdoc cref="RequireCharged(Change, AccountId, string, DateTimeOffset, int)"/>
    public static Change RequireCharged(
        this Change change, StaffId member, string subject, DateTimeOffset at, int failures) =>
        change.Require(
            Refusals.Unavailable, ChargedSql, new { account = member, subject, since = at - Clocks.Apart, failures });

    private static int LimitOf(string subject) => subject == Password ? int.MaxValue : Lockout.DisabledAt;

    private static string WaitOf(string failures)
    {
        var sql = new StringBuilder("CASE");
        var n = 0;
        for (; Lockout.WaitAfter(n) < Lockout.LongestWait; n++)
            if (Lockout.WaitAfter(n) > TimeSpan.Zero)
                sql.Append($" WHEN {failures} = {n} THEN @now + {(long)Lockout.WaitAfter(n).TotalMilliseconds}");
        sql.Append($" WHEN {failures} >= {n} THEN @now + {(long)Lockout.LongestWait.TotalMilliseconds} ELSE 0 END");
        return sql.ToString();
    }
}
