using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>A reviewer takes a case from the queue, or puts it back.</summary>
public sealed class ClaimCase(Database database, ReviewDesk desk, RecoveryStore resets, IdentityStore verifications, TimeProvider clock)
{
    private const int Retries = 5;

    public sealed record View(string CaseId, bool ClaimedByYou);

    public static async Task<IResult> HandleClaim(string caseId, StaffMember staff, ClaimCase claim, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await claim.Claim(staff, caseId, visitor, cancellation));

    public static async Task<IResult> HandleRelease(string caseId, StaffMember staff, ClaimCase claim, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await claim.Release(staff, caseId, visitor, cancellation));

    public Task<Reply<View>> Claim(StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation) => Move(staff, caseId, true, visitor, cancellation);

    public Task<Reply<View>> Release(StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation) => Move(staff, caseId, false, visitor, cancellation);

    private async Task<Reply<View>> Move(StaffMember staff, string caseId, bool claim, Visitor visitor, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Retries; attempt++)
        {
            if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
            var change = new Change(visitor).Record(new AuditEvent(@case.Account, claim ? EventKind.CaseClaimed : EventKind.CaseReleased, Actor.Staff, staff.Staff.ToString(), @case.CaseId));
            var refusal = @case.Reset is { } hand ? OfReset(change, hand, staff, claim, desk.IsOwn(@case, staff)) : OfIdentity(change, @case.Evidence!, staff, claim, desk.IsOwn(@case, staff));
            if (refusal is not null) return refusal;
            if (await database.CommitNamed(change, cancellation) is null) return new View(@case.CaseId, claim);
        }
        return Refusals.ClaimedByOther;   // others were quicker every time
    }

    private Refusal? OfReset(Change change, LoadedCase hand, StaffMember staff, bool claim, bool own)
    {
        var now = clock.GetUtcNow();
        if (!claim)
        {
            switch (RecoveryRules.Release(hand.Case, staff.Staff, now))
            {
                case ReleaseOutcome.Released released: resets.Save(change, hand, released.Case); return null;
                case ReleaseOutcome.NotClaimed: return Refusals.NotClaimed;
                default: return Refusals.AlreadyDecided;
            }
        }
        switch (RecoveryRules.Claim(hand.Case, staff.Staff, own, now))
        {
            case ClaimOutcome.Claimed claimed: resets.Save(change, hand, claimed.Case); return null;
            case ClaimOutcome.OwnCase: return Refusals.OwnCase;
            case ClaimOutcome.AlreadyDecidedByYou: return Refusals.AlreadyDecidedByYou;
            case ClaimOutcome.HeldByAnother: return Refusals.ClaimedByOther;
            case ClaimOutcome.NotNow not: return ReviewRefusals.Of(not.Why);
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private Refusal? OfIdentity(Change change, IdentityStore.Stored stored, StaffMember staff, bool claim, bool own)
    {
        var outcome = claim ? IdentityRules.Claim(stored.Verification, staff.Staff, own, clock.GetUtcNow()) : IdentityRules.Release(stored.Verification, staff.Staff);
        if (outcome is IdentityClaimOutcome.Claimed claimed) verifications.Save(change, stored, claimed.Verification);
        if (outcome is IdentityClaimOutcome.Released released) verifications.Save(change, stored, released.Verification);
        return ReviewRefusals.Of(outcome);
    }
}
