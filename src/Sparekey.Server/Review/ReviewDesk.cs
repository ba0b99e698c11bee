using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>Finds an entry of the queue by its id alone, and says who may not work on it.</summary>
public sealed class ReviewDesk(
    Database database, RecoveryStore resets, IdentityStore verifications, NewAddresses addresses, AccountEmails emails)
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

    /// <returns>Null when nothing with this id was ever handed in.</returns>
    public async Task<DeskCase?> Load(string? caseId, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(caseId, "N", out var id)) return null;
        var row = await database.One<Row>(
            """
            SELECT r.account_id, r.kind, r.opened_at, r.due_at, a.email_index, a.email_sealed, a.identity_sealed,
                   a.identity_state, a.tier, a.created_at AS account_opened_at, a.frozen_at IS NOT NULL AS is_frozen,
                   (SELECT COUNT(*) FROM verdicts v WHERE v.account_id = r.account_id AND v.case_id = r.case_id
                    AND v.verdict = @question) AS questions,
                   (SELECT name FROM staff s WHERE s.staff_id = r.claimed_by) AS claimed_by_name
            FROM review_cases r JOIN accounts a ON a.account_id = r.account_id WHERE r.case_id = @id
            """,
            new { id = id.ToString("N"), question = WireName.Of(Verdict.MoreInformation) }, cancellation);
        if (row is null) return null;
        var (name, round) = (id.ToString("N"), row.Questions + 1);
        if (WireName.Parse<ReviewKind>(row.Kind) == ReviewKind.Identity)
        {
            var own = await verifications.Find(row.AccountId, new VerificationId(id), cancellation);
            return own is null ? null : new DeskCase(name, row, null, own, round);
        }
        if (await resets.Load(row.AccountId, new CaseId(id), cancellation) is not { } reset) return null;
        var evidence = await verifications.OfCase(row.AccountId, new CaseId(id), cancellation);
        return new DeskCase(name, row, reset, evidence, round);
    }

    /// <summary>
    /// Whether the reviewer is the holder, as far as the server can tell: by the account's email address, or by the one
    /// that will replace it.
    /// </summary>
    public bool IsOwn(DeskCase @case, StaffMember staff)
    {
        if (@case.Row.EmailIndex.AsSpan().SequenceEqual(staff.EmailIndex)) return true;
        return @case.Reset is { } reset
            && EmailAddress.TryParse(addresses.Open(reset, RequirementKind.NewEmailCode), out var named)
            && emails.Index(named).AsSpan().SequenceEqual(staff.EmailIndex);
    }
}
