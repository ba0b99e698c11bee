using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>Loads cases together with the facts of their account, and saves what Core made of them, if nobody else has meanwhile.</summary>
public sealed class RecoveryStore(Database database, KeyedHash hash, TimeProvider clock, Settings settings)
{
    /// <summary>How long the token of a reset still shows how it ended.</summary>
    public static readonly TimeSpan ShownAfterEnd = TimeSpan.FromDays(30);

    private const string Columns = "body, version, new_phone_sealed, new_email_sealed, device, network";

    /// <summary>The case of a flow token, live or lately ended; null for a token that opens nothing, or no more.</summary>
    public Task<LoadedCase?> Load(FlowToken flow, CancellationToken cancellation) => Load(
        $"SELECT {Columns} FROM recovery_cases WHERE account_id = @account AND token_hash = @key AND (ended_at IS NULL OR ended_at > @since);",
        flow.Token.Account, new { account = flow.Token.Account, key = TokenHash(flow.Token), since = clock.GetUtcNow() - ShownAfterEnd }, cancellation);

    /// <summary>A case by its id, whatever its state.</summary>
    public Task<LoadedCase?> Load(AccountId account, CaseId @case, CancellationToken cancellation) => Load(
        $"SELECT {Columns} FROM recovery_cases WHERE account_id = @account AND case_id = @case;", account, new { account, @case }, cancellation);

    /// <summary>The one live case of an account, or null.</summary>
    public Task<LoadedCase?> LoadLive(AccountId account, CancellationToken cancellation) => Load(
        $"SELECT {Columns} FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL;", account, new { account }, cancellation);

    private Task<LoadedCase?> Load(string sql, AccountId account, object parameters, CancellationToken cancellation) => database.Read(
        sql + LoadedAccount.Sql, parameters,
        rows =>
        {
            var row = rows.ReadFirstOrDefault<LoadedCase.Row>();
            var standing = LoadedAccount.Read(rows, account, settings);
            return row is null || standing is null ? null : row.Of(standing);
        }, cancellation);

    /// <summary>Adds to a change what <paramref name="after"/> has become. Claim <c>moved_on</c> is lost when somebody saved the case since it was loaded, or the
    /// account was frozen since: a frozen account's case only ends.</summary>
    public Change Save(Change change, LoadedCase before, RecoveryCase after)
    {
        change.Claim(
            "moved_on",
            $"""
            UPDATE recovery_cases SET state = @state, body = @body, version = version + 1, due_at = @due, ended_at = @EndedAt
            WHERE account_id = @AccountId AND case_id = @CaseId AND version = @Version AND ended_at IS NULL
              {(EndsWithoutGain(after) ? "" : "AND EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = @AccountId AND a.frozen_at IS NULL)")}
            """,
            new { state = WireName.Of(after.State), body = Body(after), due = DueAt(after), after.EndedAt, after.AccountId, after.CaseId, before.Version });
        return Queue(change, after);
    }

    /// <summary>The body of a case as it lies in its row.</summary>
    internal static string Body(RecoveryCase @case) => StoredBody.Write(@case);

    /// <summary>When the server must act next: at expiry, or at the end of the objection window.</summary>
    internal static DateTimeOffset? DueAt(RecoveryCase @case) => @case.State == CaseState.Objection ? @case.ObjectionUntil : @case.ExpiresAt;

    internal byte[] TokenHash(BearerToken token) => hash.Index("recovery", token.Text);

    internal byte[] ResumeHash(string normalized) => hash.Index("recovery_resume", normalized);

    private static bool EndsWithoutGain(RecoveryCase after) => after.State is CaseState.Cancelled or CaseState.Refused or CaseState.Expired;

    // What waits for reviewers: from the first handing in until the case leaves their hands.
    private Change Queue(Change change, RecoveryCase @case)
    {
        if (@case.SubmittedAt is not { } submitted || @case.ReviewersNeeded == 0) return change;
        return change.Add(
            """
            INSERT INTO review_cases (account_id, case_id, kind, state, opened_at, due_at, claimed_by, claimed_at)
            VALUES (@AccountId, @CaseId, 'recovery', @state, @submitted, @due, @by, @at)
            ON CONFLICT (account_id, case_id) DO UPDATE SET state = @state, due_at = @due, claimed_by = @by, claimed_at = @at
            """,
            new
            {
                @case.AccountId,
                @case.CaseId,
                state = @case.State is CaseState.InReview or CaseState.MoreInformation ? WireName.Of(@case.State) : "decided",
                submitted,
                due = submitted + settings.Recovery.ReviewTarget,
                by = @case.Claim?.By,
                at = @case.Claim?.At,
            });
    }
}
