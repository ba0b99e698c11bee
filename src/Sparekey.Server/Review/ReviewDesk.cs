using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>One thing that waits for a person: a reset with its evidence, or the first verification of an account.</summary>
/// <param name="CaseId">The reset's case id, or the verification id.</param>
/// <param name="Reset">Null for a first verification.</param>
/// <param name="Evidence">Pictures of a document; null for a reset that asks for none.</param>
/// <param name="Round">Counts the reviewers' questions, from 1: in each round a reviewer votes once.</param>
public sealed record DeskCase(string CaseId, ReviewDesk.Row Row, LoadedCase? Reset, IdentityStore.Stored? Evidence, int Round)
{
    public AccountId Account => Row.AccountId;

    public bool IsReset => Reset is not null;

    public bool InReview => Reset is null ? Evidence?.Verification.State == IdentityState.Submitted : Reset.Case.State == CaseState.InReview;

    public ReviewClaim? Claim => Reset is null ? Evidence?.Verification.Claim : Reset.Case.Claim;

    /// <summary>Only then may pictures be seen.</summary>
    public bool IsClaimedBy(StaffId staff) => InReview && Claim?.By == staff;
}

/// <summary>Finds what reviewers work on by its id alone, and who may not work on it.</summary>
public sealed class ReviewDesk(Database database, RecoveryStore resets, IdentityStore verifications, NewAddresses addresses, AccountEmails emails)
{
    public sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string Kind { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public byte[] EmailIndex { get; init; } = [];
        public byte[] EmailSealed { get; init; } = [];
        public byte[]? IdentitySealed { get; init; }
        public string IdentityState { get; init; } = "";
        public string Tier { get; init; } = "";
        public DateTimeOffset AccountOpenedAt { get; init; }
        public bool IsFrozen { get; init; }
        public int Questions { get; init; }
        public string? ClaimedByName { get; init; }
    }

    /// <returns>Null where nothing with this id was ever handed in.</returns>
    public async Task<DeskCase?> Load(string? caseId, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(caseId, "N", out var id)) return null;
        var row = await database.One<Row>(
            """
            SELECT r.account_id, r.kind, r.opened_at, r.due_at, a.email_index, a.email_sealed, a.identity_sealed, a.identity_state, a.tier, a.created_at AS account_opened_at, a.frozen_at IS NOT NULL AS is_frozen,
                   (SELECT COUNT(*) FROM verdicts v WHERE v.account_id = r.account_id AND v.case_id = r.case_id AND v.verdict = 'more_information') AS questions,
                   (SELECT name FROM staff s WHERE s.staff_id = r.claimed_by) AS claimed_by_name
            FROM review_cases r JOIN accounts a ON a.account_id = r.account_id WHERE r.case_id = @id
            """,
            new { id = id.ToString("N") }, cancellation);
        if (row is null) return null;
        if (row.Kind == "identity")
            return await verifications.Find(row.AccountId, new VerificationId(id), cancellation) is { } own ? new DeskCase(id.ToString("N"), row, null, own, row.Questions + 1) : null;
        return await resets.Load(row.AccountId, new CaseId(id), cancellation) is { } hand
            ? new DeskCase(id.ToString("N"), row, hand, await verifications.OfCase(row.AccountId, new CaseId(id), cancellation), row.Questions + 1)
            : null;
    }

    /// <summary>Whether the reviewer is the holder, as far as can be told: by the account's address, or by the one that is to replace it.</summary>
    public bool IsOwn(DeskCase @case, StaffMember staff)
    {
        if (@case.Row.EmailIndex.AsSpan().SequenceEqual(staff.EmailIndex)) return true;
        return @case.Reset is { } reset && EmailAddress.TryParse(addresses.Open(reset, RequirementKind.NewEmailCode), out var named) && emails.Index(named).AsSpan().SequenceEqual(staff.EmailIndex);
    }
}
