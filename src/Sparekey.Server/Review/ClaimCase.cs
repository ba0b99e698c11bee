using System.Diagnostics;
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
public sealed class ClaimCase(
    Database database, ReviewDesk desk, RecoveryStore resets, IdentityStore verifications, TimeProvider clock)
{
    public static readonly Responses ClaimResponses = Responses.Of<View>(
        200, Problem.NotFound, Problem.OwnCase, Problem.AlreadyDecidedByYou, Problem.AlreadyDecided,
        Problem.ClaimedByOther, Problem.AccountFrozen);

    public static readonly Responses ReleaseResponses = Responses.Of<View>(
        200, Problem.NotFound, Problem.NotClaimed, Problem.AlreadyDecided, Problem.ClaimedByOther);

    public sealed record View(string CaseId, bool ClaimedByYou);

    public static async Task<IResult> HandleClaim(
        string caseId, StaffMember staff, ClaimCase claim, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await claim.Claim(staff, caseId, visitor, cancellation));

    public static async Task<IResult> HandleRelease(
        string caseId, StaffMember staff, ClaimCase claim, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await claim.Release(staff, caseId, visitor, cancellation));

    public Task<Reply<View>> Claim(
        StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation) =>
        Move(staff, caseId, true, visitor, cancellation);

    public Task<Reply<View>> Release(
        StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation) =>
        Move(staff, caseId, false, visitor, cancellation);

    private Task<Reply<View>> Move(
        StaffMember staff, string caseId, bool claim, Visitor visitor, CancellationToken cancellation) =>
        Retry.WhileMoved(
            () => Once(staff, caseId, claim, visitor, cancellation), atLast: Refusals.ClaimedByOther);

    private async Task<Reply<View>> Once(
        StaffMember staff, string caseId, bool claim, Visitor visitor, CancellationToken cancellation)
    {
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        var change = Change.Of(@case.Account, visitor)
            .Record(@case.Event(claim ? EventKind.CaseClaimed : EventKind.CaseReleased, staff));
        var own = desk.IsOwn(@case, staff);
        var refusal = @case.Reset is { } reset
            ? claim ? ClaimReset(change, reset, staff, own) : ReleaseReset(change, reset, staff)
            : MoveIdentity(change, @case.Evidence!, staff, claim, own);
        if (refusal is not null) return refusal;
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(@case.CaseId, claim);
    }

    private Refusal? ClaimReset(Change change, LoadedCase loaded, StaffMember staff, bool own)
    {
        switch (RecoveryRules.Claim(loaded.Case, staff.Staff, own, clock.GetUtcNow()))
        {
            case ClaimOutcome.Claimed claimed:
                resets.Save(change, loaded, claimed.Case);
                return null;
            case ClaimOutcome.OwnCase: return Refusals.OwnCase;
            case ClaimOutcome.AlreadyDecidedByYou: return Refusals.AlreadyDecidedByYou;
            case ClaimOutcome.HeldByAnother: return Refusals.ClaimedByOther;
            case ClaimOutcome.NotNow not: return ReviewRefusals.Of(not.Why);
            default: throw new UnreachableException();
        }
    }

    private Refusal? ReleaseReset(Change change, LoadedCase loaded, StaffMember staff)
    {
        switch (RecoveryRules.Release(loaded.Case, staff.Staff, clock.GetUtcNow()))
        {
            case ReleaseOutcome.Released released:
                resets.Save(change, loaded, released.Case);
                return null;
            case ReleaseOutcome.NotClaimed: return Refusals.NotClaimed;
            case ReleaseOutcome.NotNow: return Refusals.AlreadyDecided;
            default: throw new UnreachableException();
        }
    }

    private Refusal? MoveIdentity(
        Change change, IdentityStore.Stored stored, StaffMember staff, bool claim, bool own)
    {
        var outcome = claim
            ? IdentityRules.Claim(stored.Verification, staff.Staff, own, clock.GetUtcNow())
            : IdentityRules.Release(stored.Verification, staff.Staff);
        if (outcome is IdentityClaimOutcome.Claimed claimed) verifications.Save(change, stored, claimed.Verification);
        if (outcome is IdentityClaimOutcome.Released released)
            verifications.Save(change, stored, released.Verification);
        return ReviewRefusals.Of(outcome);
    }
}
