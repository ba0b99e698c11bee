using System.Text;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Counts consecutive failures of a password or a factor. One statement charges an attempt before it is judged; the
/// statement refuses while a wait runs or after the limit is reached. The change that follows a success clears the
/// count.
/// </summary>
public static class Attempts
{
    public const string Password = "password";

    public static string OfFactor(FactorId factor) => $"factor:{factor}";

    /// <summary>
    /// The state after a charge; if <see cref="Charged"/> is false, the state that refused the charge.
    /// </summary>
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

    // The waits of Core's Lockout as SQL, so that the database alone decides between simultaneous attempts.
    private static readonly string WaitCase = WaitOf("attempts.failures + 1");

    /// <summary>
    /// <see cref="TrySql"/>, followed by a select of the current row: two results for <see cref="Read"/>.
    /// </summary>
    public static string ChargeSql(string account = "@account", string when = "1 = 1") =>
        $"""
        {TrySql(account, when)}
        SELECT 0 AS charged, failures, blocked_until FROM attempts WHERE account_id = {account} AND subject = @subject;
        """;

    /// <summary>
    /// Charges @account and @subject at @now. Refuses at @limit failures, or if the condition is false.
    /// </summary>
    /// <remarks>
    /// One result: the row, if it was charged. A caller that also needs the state of a refused charge selects the
    /// current row itself.
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
    /// Reads the two results of <see cref="ChargeSql"/>. If nothing was charged and no row exists, the failures are 0.
    /// </summary>
    public static State Read(Dapper.SqlMapper.GridReader rows)
    {
        var charged = rows.ReadFirstOrDefault<State>();
        var standing = rows.ReadFirstOrDefault<State>();
        return charged ?? standing ?? new State();
    }

    /// <summary>
    /// Clears the count after a success. The claim is lost if other attempts have disabled the factor in the meantime.
    /// A password is never disabled: its claim is lost only if a database restart has lost the charge (decisions/0013).
    /// </summary>
    public static Change Succeed(this Change change, AccountId account, string subject) => change.Claim(
        subject == Password ? Refusals.Unavailable : Refusals.FactorDisabled,
        SucceedSql,
        new { account, subject, limit = LimitOf(subject) });

    /// <summary>As <see cref="Succeed(Change, AccountId, string)"/>, for a member of the staff.</summary>
    /// <param name="lost">The refusal if other attempts have disabled the factor in the meantime.</param>
    public static Change Succeed(this Change change, StaffId member, string subject, Refusal lost) => change.Claim(
        subject == Password ? Refusals.Unavailable : lost,
        SucceedSql,
        new { account = member, subject, limit = LimitOf(subject) });

    /// <summary>
    /// Recording a failure requires that its charge still exists; a database restart may have lost it (decisions/0013).
    /// </summary>
    /// <remarks>
    /// The count must be at least the number that the charge returned: the charge of an earlier attempt is not enough.
    /// A success in between clears the count; then the failure is not recorded.
    /// </remarks>
    /// <param name="at">Time of the charge.</param>
    /// <param name="failures">The number that the charge returned.</param>
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
