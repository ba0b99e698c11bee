using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Loads and saves identity verifications. A save is a claim on the version that was loaded.</summary>
public sealed class IdentityStore(Database database, ReviewQueue queue, Settings settings)
{
    /// <summary>The newest verification of the account itself (@account).</summary>
    public const string OwnSql =
        Columns + "WHERE account_id = @account AND case_id IS NULL ORDER BY verification_id DESC LIMIT 1;";

    /// <summary>The newest verification of a recovery case (@account, @case).</summary>
    public const string OfCaseSql =
        Columns + "WHERE account_id = @account AND case_id = @case ORDER BY verification_id DESC LIMIT 1;";

    private const string Columns = "SELECT body, version FROM identity_verifications ";

    // The account's own state before its first verification.
    private const string NeverVerified = "none";

    /// <summary>A verification as it was loaded.</summary>
    public sealed record Stored(IdentityVerification Verification, long Version);

    private sealed record Row
    {
        public string Body { get; init; } = "";
        public long Version { get; init; }
    }

    /// <summary>Reads the result of <see cref="OwnSql"/> or <see cref="OfCaseSql"/>.</summary>
    public static Stored? Read(SqlMapper.GridReader rows) => rows.ReadFirstOrDefault<Row>() is { } row
        ? new Stored(StoredBody.Read<IdentityVerification>(row.Body), row.Version)
        : null;

    public Task<Stored?> Own(AccountId account, CancellationToken cancellation) =>
        database.Read(OwnSql, new { account }, Read, cancellation);

    public Task<Stored?> OfCase(AccountId account, CaseId @case, CancellationToken cancellation) =>
        database.Read(OfCaseSql, new { account, @case }, Read, cancellation);

    public Task<Stored?> Find(AccountId account, VerificationId verification, CancellationToken cancellation) =>
        database.Read(
            Columns + "WHERE account_id = @account AND verification_id = @verification",
            new { account, verification }, Read, cancellation);

    /// <summary>
    /// Adds a new verification to a change. The claim is lost (<see cref="Refusals.MovedOn"/>) when another
    /// verification of the account or case is running.
    /// </summary>
    public void Add(Change change, IdentityVerification verification)
    {
        change.Claim(
            Refusals.MovedOn,
            """
            INSERT INTO identity_verifications
              (account_id, verification_id, case_id, state, body, version, opened_at, due_at)
            VALUES (@AccountId, @VerificationId, @CaseId, @state, @body, 1, @OpenedAt, @due) ON CONFLICT DO NOTHING
            """,
            new
            {
                verification.AccountId,
                verification.VerificationId,
                verification.CaseId,
                state = WireName.Of(verification.State),
                body = Body(verification),
                verification.OpenedAt,
                due = DueAt(verification),
            });
        KeepInStep(change, verification);
    }

    /// <summary>
    /// Adds the new state of a verification to a change; for an account's own verification also the account's state and
    /// the reviewers' queue. The claim is lost (<see cref="Refusals.MovedOn"/>) when another request saved the
    /// verification first.
    /// </summary>
    public void Save(Change change, Stored before, IdentityVerification after)
    {
        change.Claim(
            Refusals.MovedOn,
            """
            UPDATE identity_verifications SET state = @state, body = @body, version = version + 1, due_at = @due
            WHERE account_id = @AccountId AND verification_id = @VerificationId AND version = @Version
            """,
            new
            {
                after.AccountId,
                after.VerificationId,
                before.Version,
                state = WireName.Of(after.State),
                body = Body(after),
                due = DueAt(after),
            });
        KeepInStep(change, after);
    }

    /// <summary>Adds the deletion of the pictures. The claim is lost when they were deleted before.</summary>
    public static void DeletePictures(Change change, IdentityVerification verification)
    {
        var key = new { verification.AccountId, verification.VerificationId };
        change
            .Claim(
                Refusals.MovedOn,
                """
                UPDATE identity_verifications SET due_at = NULL
                WHERE account_id = @AccountId AND verification_id = @VerificationId AND due_at IS NOT NULL
                """,
                key)
            .Add("DELETE FROM pictures WHERE account_id = @AccountId AND verification_id = @VerificationId", key);
    }

    private void KeepInStep(Change change, IdentityVerification verification)
    {
        if (verification.CaseId is not null) return;
        // A verification that was closed without being handed in was not refused: the account is where it was before.
        var neverSubmitted = verification is { State: IdentityState.Refused, SubmittedAt: null };
        change.Add(
            "UPDATE accounts SET identity_state = @state WHERE account_id = @AccountId",
            new { state = neverSubmitted ? NeverVerified : WireName.Of(verification.State), verification.AccountId });
        if (verification.SubmittedAt is not { } submitted) return;
        queue.Put(change, new QueueEntry(
            verification.AccountId, verification.VerificationId.ToString(), ReviewKind.Identity,
            StateInQueue(verification.State), submitted, verification.Claim));
    }

    private static QueueState StateInQueue(IdentityState state) => state switch
    {
        IdentityState.Submitted => QueueState.InReview,
        IdentityState.MoreInformation => QueueState.MoreInformation,
        _ => QueueState.Decided,
    };

    private DateTimeOffset? DueAt(IdentityVerification verification) =>
        IdentityRules.DueAt(verification, settings.Documents.Retention);

    private static string Body(IdentityVerification verification) => StoredBody.Write(verification);
}
