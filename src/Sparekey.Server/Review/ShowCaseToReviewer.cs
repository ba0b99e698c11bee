using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>Shows a case on one page. The view is an event of the account, and nobody sees their own case.</summary>
public sealed class ShowCaseToReviewer(
    Database database, ReviewDesk desk, IdentityRecords records, CaseSignals signals, CaseBackground background,
    AccountEmails emails, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<CaseOnDesk>(200, Problem.NotFound, Problem.OwnCase);

    public static async Task<IResult> Handle(
        string caseId, StaffMember staff, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(staff, caseId, visitor, cancellation));

    public async Task<Reply<CaseOnDesk>> Run(
        StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation)
    {
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        var viewed = Change.Of(@case.Account, visitor).Record(@case.Event(EventKind.CaseViewed, staff));
        if (await database.Commit(viewed, cancellation) is { } lost) return lost;

        var known = await background.Of(@case, cancellation);
        var verified = @case.IsReset ? records.Open(@case.Account, @case.Row.IdentitySealed) : null;
        var reset = @case.Reset?.Case;
        var evidence = @case.Evidence?.Verification;
        var claim = ClaimOf(@case, staff);
        return new CaseOnDesk
        {
            CaseId = @case.CaseId,
            Kind = @case.Row.Kind,
            State = reset is null ? WireName.Of(evidence!.State) : WireName.Of(reset.State),
            OpenedAt = reset?.OpenedAt ?? @case.Row.OpenedAt,
            DueAt = @case.Row.DueAt,
            InReview = @case.InReview,
            ClaimedBy = claim is null ? null : @case.Row.ClaimedByName,
            ClaimedByYou = claim?.By == staff.Staff,
            Account = AccountOf(@case, known.PhoneHint),
            Lost = [.. (reset?.Lost ?? []).Select(lost => WireName.Of(lost))],
            Requirements = [.. (reset?.Requirements ?? []).Select(ViewOf)],
            Approvals = reset?.ApprovalsGiven ?? 0,
            ApprovalsNeeded = reset?.ReviewersNeeded ?? 1,
            ObjectionHours = reset?.Objection.TotalHours ?? 0,
            HoldHours = reset?.Hold.TotalHours ?? 0,
            VerifiedIdentity = verified is null ? null : ViewOf(verified),
            Evidence = evidence is null ? null : ViewOf(evidence),
            Signals = await signals.Of(@case, verified, cancellation),
            History = known.History,
            Verdicts = known.Verdicts,
        };
    }

    // An old claim of another reviewer no longer counts.
    private ReviewClaim? ClaimOf(DeskCase @case, StaffMember staff)
    {
        if (@case is not { InReview: true, Claim: { } held }) return null;
        return held.By == staff.Staff || clock.GetUtcNow() - held.At < ReviewClaim.Lapses ? held : null;
    }

    private CaseOnDesk.AccountView AccountOf(DeskCase @case, string? phoneHint)
    {
        var email = emails.Open(@case.Account, @case.Row.EmailSealed);
        var hint = EmailAddress.TryParse(email, out var parsed) ? parsed.Hint : "•••";
        return new(
            @case.Account.ToString(), hint, phoneHint, @case.Row.Tier, @case.Row.AccountOpenedAt,
            @case.Row.IdentityState, @case.Row.IsFrozen);
    }

    private static CaseOnDesk.RequirementView ViewOf(Requirement one) =>
        new(WireName.Of(one.Kind), WireName.Of(one.State), one.MetAt, one.AddressHint);

    private static CaseOnDesk.VerifiedView ViewOf(IdentityRecord verified) => new(
        verified.FullName, verified.BirthDate, verified.Country, WireName.Of(verified.Kind), verified.ExpiresOn);

    private static CaseOnDesk.EvidenceView ViewOf(IdentityVerification evidence) => new(
        evidence.Country, WireName.Of(evidence.Kind), evidence.SelfieCode, evidence.SubmittedAt,
        [.. evidence.Pictures.Select(one => new CaseOnDesk.PictureView(WireName.Of(one.Slot), one.StoredAt))]);
}
