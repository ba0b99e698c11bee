using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>Loads cases together with their accounts, and saves a case unless another request saved it first.</summary>
public sealed class RecoveryStore(
    Database database, KeyedHash hash, ReviewQueue queue, TimeProvider clock, Settings settings)
{
    /// <summary>How long the token of a case still shows how the case ended.</summary>
    public static readonly TimeSpan ShownAfterEnd = TimeSpan.FromDays(30);

    private const string Columns = "body, version, new_phone_sealed, new_email_sealed, device, network";

    /// <summary>The case of a flow token, live or recently ended; null for any other token.</summary>
    public Task<LoadedCase?> Load(FlowToken flow, CancellationToken cancellation) => Load(
        $"""
        SELECT {Columns} FROM recovery_cases
        WHERE account_id = @account AND token_hash = @key AND (ended_at IS NULL OR ended_at > @since);
        """,
        flow.Token.Account,
        new { account = flow.Token.Account, key = TokenHash(flow.Token), since = clock.GetUtcNow() - ShownAfterEnd },
        cancellation);

    /// <summary>A case by its id, in any state.</summary>
    public Task<LoadedCase?> Load(AccountId account, CaseId @case, CancellationToken cancellation) => Load(
        $"SELECT {Columns} FROM recovery_cases WHERE account_id = @account AND case_id = @case;",
        account, new { account, @case }, cancellation);

    /// <summary>The one live case of an account, or null.</summary>
    public Task<LoadedCase?> LoadLive(AccountId account, CancellationToken cancellation) => Load(
        $"SELECT {Columns} FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL;",
        account, new { account }, cancellation);

    private Task<LoadedCase?> Load(string sql, AccountId account, object parameters, CancellationToken cancellation) =>
        database.Read(
            sql + LoadedAccount.Sql, parameters,
            rows =>
            {
                var row = rows.ReadFirstOrDefault<LoadedCase.Row>();
                var found = LoadedAccount.Read(rows, account, settings);
                return row is null || found is null ? null : row.Of(found);
            },
            cancellation);

    /// <summary>
    /// Adds the new state of a case to a change. The claim is lost (<see cref="Refusals.MovedOn"/>) when another
    /// request saved the case since it was loaded, and when the account was frozen since: a case of a frozen account
    /// can only end.
    /// </summary>
    public Change Save(Change change, LoadedCase before, RecoveryCase after)
    {
        const string NotFrozen =
            "AND EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = @AccountId AND a.frozen_at IS NULL)";
        change.Claim(
            Refusals.MovedOn,
            $"""
            UPDATE recovery_cases
            SET state = @state, body = @body, version = version + 1, due_at = @due, ended_at = @EndedAt
            WHERE account_id = @AccountId AND case_id = @CaseId AND version = @Version AND ended_at IS NULL
              {(EndsWithoutGain(after) ? "" : NotFrozen)}
            """,
            new
            {
                state = WireName.Of(after.State),
                body = Body(after),
                due = DueAt(after),
                after.EndedAt,
                after.AccountId,
                after.CaseId,
                before.Version,
            });
        return Queue(change, after);
    }

    /// <summary>The case as its row stores it.</summary>
    internal static string Body(RecoveryCase @case) => StoredBody.Write(@case);

    /// <summary>When the server must act next: at expiry, or at the end of the objection window.</summary>
    internal static DateTimeOffset? DueAt(RecoveryCase @case) =>
        @case.State == CaseState.Objection ? @case.ObjectionUntil : @case.ExpiresAt;

    internal byte[] TokenHash(BearerToken token) => hash.Index("recovery", token.Text);

    internal byte[] ResumeHash(string normalized) => hash.Index("recovery_resume", normalized);

    private static bool EndsWithoutGain(RecoveryCase after) =>
        after.State is CaseState.Cancelled or CaseState.Refused or CaseState.Expired;

    // A case is in the queue from the first time that it is handed in.
    private Change Queue(Change change, RecoveryCase @case)
    {
        if (@case.SubmittedAt is not { } submitted || @case.ReviewersNeeded == 0) return change;
        var state = @case.State switch
        {
            CaseState.InReview => QueueState.InReview,
            CaseState.MoreInformation => QueueState.MoreInformation,
            _ => QueueState.Decided,
        };
        return queue.Put(change, new QueueEntry(
            @case.AccountId, @case.CaseId.ToString(), ReviewKind.Recovery, state, submitted, @case.Claim));
    }
}
