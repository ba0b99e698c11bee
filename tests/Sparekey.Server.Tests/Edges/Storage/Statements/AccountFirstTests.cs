namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>Statements that the rule accepts, and statements that it rejects.</summary>
public sealed class AccountFirstTests
{
    private static readonly IReadOnlySet<string> Tables = new HashSet<string> { "accounts", "factors", "attempts",
        "sessions", "emails",
        "recovery_cases", "review_cases", "outbox" };

    [Theory]
    [InlineData("SELECT tier FROM accounts WHERE account_id = @account")]
    [InlineData("SELECT tier FROM accounts WHERE tier = 'x' AND (account_id = $1)")]
    [InlineData("SELECT 1 FROM accounts a JOIN factors f ON f.account_id = a.account_id WHERE @account = a.account_id")]
    [InlineData("SELECT (SELECT COUNT(*) FROM factors f WHERE f.account_id = a.account_id) FROM accounts a "
        + "WHERE a.account_id = @account")]
    [InlineData("SELECT r.state, c.body FROM review_cases r LEFT JOIN recovery_cases c ON c.account_id = r.account_id "
        + "AND c.case_id = r.case_id WHERE r.account_id = @account")]
    [InlineData("SELECT a.tier FROM emails e JOIN accounts a ON a.account_id = e.account_id "
        + "WHERE e.email_index = @index")]
    [InlineData("SELECT 1 FROM factors f WHERE f.account_id = COALESCE((SELECT account_id FROM emails "
        + "WHERE email_index = @index), @pseudo)")]
    [InlineData("INSERT INTO factors (account_id, kind) VALUES (@account, 'phone')")]
    [InlineData("INSERT INTO attempts (account_id, subject) SELECT @account, @subject WHERE EXISTS (SELECT 1 "
        + "FROM sessions WHERE account_id = @account) ON CONFLICT (account_id, subject) DO UPDATE "
        + "SET failures = attempts.failures + 1")]
    [InlineData("INSERT INTO sessions (account_id, acr) SELECT account_id, @acr FROM sessions "
        + "WHERE account_id = @account AND session_id = @old")]
    [InlineData("WITH claim AS (UPDATE accounts SET tier = @tier WHERE account_id = @account RETURNING 1) "
        + "SELECT COUNT(*) FROM claim")]
    [InlineData("DELETE FROM attempts WHERE account_id = @account AND subject IN (SELECT 'factor:' || f.factor_id "
        + "FROM factors f WHERE f.account_id = @account)")]
    [InlineData("SELECT name FROM staff ORDER BY name")]
    public void Takes(string statement) => Assert.Empty(Overheard.Broken(statement, Tables));

    [Theory]
    [InlineData("SELECT account_id FROM accounts WHERE tier = @tier")]   // mentioning the column is not enough
    [InlineData("SELECT tier FROM accounts")]
    [InlineData("SELECT tier FROM accounts ORDER BY account_id")]
    [InlineData("SELECT tier FROM accounts WHERE account_id <> @account")]
    [InlineData("SELECT tier FROM accounts WHERE account_id = @account OR tier = 'x'")]
    [InlineData("SELECT tier FROM accounts WHERE (account_id = @account OR tier = 'x') AND tier <> 'y'")]
    [InlineData("SELECT tier FROM accounts WHERE NOT account_id = @account")]
    [InlineData("SELECT 1 FROM accounts a JOIN factors f ON f.kind = a.tier WHERE a.account_id = @account")]
    [InlineData("SELECT 1 FROM accounts a JOIN factors f ON f.account_id = a.account_id")]
    [InlineData("SELECT 1 FROM accounts a WHERE a.account_id = @account AND EXISTS (SELECT 1 FROM factors f "
        + "WHERE f.kind = 'phone')")]
    [InlineData("SELECT 1 FROM accounts WHERE account_id IN (SELECT account_id FROM factors WHERE kind = 'phone')")]
    [InlineData("UPDATE factors SET state = 'removed' WHERE factor_id = @factor")]
    [InlineData("UPDATE factors SET account_id = @other WHERE account_id = @account")]
    [InlineData("WITH claim AS (UPDATE accounts SET tier = @tier WHERE tier <> @tier RETURNING 1) "
        + "SELECT COUNT(*) FROM claim")]
    [InlineData("DELETE FROM outbox WHERE message_id = @id")]
    [InlineData("INSERT INTO factors (factor_id, kind) VALUES (@factor, 'phone')")]
    [InlineData("INSERT INTO attempts (account_id, subject) VALUES (@account, @subject) "
        + "ON CONFLICT (subject) DO UPDATE SET failures = 1")]
    [InlineData("INSERT INTO sessions (account_id, acr) SELECT account_id, @acr FROM sessions WHERE session_id = @old")]
    public void Refuses(string statement) => Assert.NotEmpty(Overheard.Broken(statement, Tables));
}
