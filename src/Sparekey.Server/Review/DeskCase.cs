using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>
/// One entry of the queue as a reviewer works on it: a recovery case with its evidence, or the first verification of an
/// account.
/// </summary>
/// <param name="CaseId">The id of the case, or of the verification.</param>
/// <param name="Reset">Null for a first verification.</param>
/// <param name="Evidence">Pictures of a document; null for a case that asks for none.</param>
/// <param name="Round">
/// Counts the reviewers' questions, from 1: a reviewer gives one verdict a round.
/// </param>
public sealed record DeskCase(
    string CaseId, ReviewDesk.Row Row, LoadedCase? Reset, IdentityStore.Stored? Evidence, int Round)
{
    public AccountId Account => Row.AccountId;

    public bool IsReset => Reset is not null;

    public bool InReview => Reset is null
        ? Evidence?.Verification.State == IdentityState.Submitted
        : Reset.Case.State == CaseState.InReview;

    public ReviewClaim? Claim => Reset is null ? Evidence?.Verification.Claim : Reset.Case.Claim;

    /// <summary>Only this reviewer may see pictures.</summary>
    public bool IsClaimedBy(StaffId staff) => InReview && Claim?.By == staff;

    /// <summary>An event of the account, by a reviewer.</summary>
    internal AuditEvent Event(string kind, StaffMember by, params (string Name, string Value)[] details) => new(
        Account, kind, Actor.Staff, by.Staff.ToString(), CaseId,
        details.Length == 0 ? null : details.ToDictionary(detail => detail.Name, detail => detail.Value));
}
