using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Identity;

/// <summary>Loads and saves verifications. A save is a claim on the version that was loaded: <c>moved_on</c> is lost when another request was first.</summary>
public sealed class IdentityStore(Database database, Settings settings)
{
    /// <summary>The claim that is lost when the verification was changed meanwhile, or another one of the account or case is running.</summary>
    public const string MovedOn = "moved_on";

    /// <summary>The newest one of the account itself (@account).</summary>
    public const string OwnSql = Columns + "WHERE account_id = @account AND case_id IS NULL ORDER BY verification_id DESC LIMIT 1;";

    /// <summary>The newest one of a reset (@account, @case).</summary>
    public const string OfCaseSql = Columns + "WHERE account_id = @account AND case_id = @case ORDER BY verification_id DESC LIMIT 1;";

    private const string Columns = "SELECT body, version FROM identity_verifications ";

    /// <summary>A verification as it was loaded.</summary>
    public sealed record Stored(IdentityVerification Verification, long Version);

    private sealed record Row
    {
        public string Body { get; init; } = "";
        public long Version { get; init; }
    }

    /// <summary>Reads the result of <see cref="OwnSql"/> or <see cref="OfCaseSql"/>.</summary>
    public static Stored? Read(SqlMapper.GridReader rows) =>
        rows.ReadFirstOrDefault<Row>() is { } row ? new Stored(StoredBody.Read<IdentityVerification>(row.Body), row.Version) : null;

    public Task<Stored?> Own(AccountId account, CancellationToken cancellation) => database.Read(OwnSql, new { account }, Read, cancellation);

    public Task<Stored?> OfCase(AccountId account, CaseId @case, CancellationToken cancellation) => database.Read(OfCaseSql, new { account, @case }, Read, cancellation);

    public Task<Stored?> Find(AccountId account, VerificationId verification, CancellationToken cancellation) =>
        database.Read(Columns + "WHERE account_id = @account AND verification_id = @verification", new { account, verification }, Read, cancellation);

    /// <summary>Adds a new verification to a change.</summary>
    public void Add(Change change, IdentityVerification verification)
    {
        change.Claim(MovedOn,
            """
            INSERT INTO identity_verifications (account_id, verification_id, case_id, state, body, version, opened_at, due_at)
            VALUES (@AccountId, @VerificationId, @CaseId, @state, @body, 1, @OpenedAt, @due) ON CONFLICT DO NOTHING
            """,
            new { verification.AccountId, verification.VerificationId, verification.CaseId, state = WireName.Of(verification.State), body = Body(verification), verification.OpenedAt, due = DueAt(verification) });
        KeepInStep(change, verification);
    }

    /// <summary>Adds the new state of a verification to a change; for an account's own one also the account's state and the reviewers' queue.</summary>
    public void Save(Change change, Stored before, IdentityVerification after)
    {
        change.Claim(MovedOn,
            """
            UPDATE identity_verifications SET state = @state, body = @body, version = version + 1, due_at = @due
            WHERE account_id = @AccountId AND verification_id = @VerificationId AND version = @Version
            """,
            new { after.AccountId, after.VerificationId, before.Version, state = WireName.Of(after.State), body = Body(after), due = DueAt(after) });
        KeepInStep(change, after);
    }

    /// <summary>Adds the deletion of the pictures themselves.</summary>
    public static void DeletePictures(Change change, IdentityVerification verification) => change
        .Claim(MovedOn, "UPDATE identity_verifications SET due_at = NULL WHERE account_id = @AccountId AND verification_id = @VerificationId AND due_at IS NOT NULL",
            new { verification.AccountId, verification.VerificationId })
        .Add("DELETE FROM pictures WHERE account_id = @AccountId AND verification_id = @VerificationId", new { verification.AccountId, verification.VerificationId });

    private void KeepInStep(Change change, IdentityVerification verification)
    {
        if (verification.CaseId is not null) return;
        // One that was closed without ever being handed in was not refused: the account is where it was before.
        var state = verification is { State: IdentityState.Refused, SubmittedAt: null } ? "none" : WireName.Of(verification.State);
        change.Add("UPDATE accounts SET identity_state = @state WHERE account_id = @AccountId", new { state, verification.AccountId });
        if (verification.SubmittedAt is not { } submitted) return;
        change.Add(
            """
            INSERT INTO review_cases (account_id, case_id, kind, state, opened_at, due_at, claimed_by, claimed_at)
            VALUES (@AccountId, @VerificationId, 'identity', @queue, @submitted, @due, @by, @at)
            ON CONFLICT (account_id, case_id) DO UPDATE SET state = @queue, due_at = @due, claimed_by = @by, claimed_at = @at
            """,
            new
            {
                verification.AccountId, verification.VerificationId, submitted, queue = QueueState(verification.State),
                due = submitted + settings.Recovery.ReviewTarget, by = verification.Claim?.By, at = verification.Claim?.At,
            });
    }

    private static string QueueState(IdentityState state) => state switch
    {
        IdentityState.Submitted => "in_review",
        IdentityState.MoreInformation => "more_information",
        _ => "decided",
    };

    private DateTimeOffset? DueAt(IdentityVerification verification) => IdentityRules.DueAt(verification, settings.Documents.Retention);

    private static string Body(IdentityVerification verification) => StoredBody.Write(verification);
}
