using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Audit;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>A case on one page. Looking at it is an event of the account, and nobody looks at their own.</summary>
public sealed class ShowCaseToReviewer(Database database, ReviewDesk desk, IdentityRecords records, CaseSignals signals, VerdictNotes notes, AccountEmails emails, TimeProvider clock)
{
    private const int HistoryLength = 40;

    private sealed record EventRow
    {
        public string Kind { get; init; } = "";
        public string? Device { get; init; }
        public string? Network { get; init; }
        public string? Details { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private sealed record VerdictRow
    {
        public int Round { get; init; }
        public StaffId StaffId { get; init; }
        public string Name { get; init; } = "";
        public string Verdict { get; init; } = "";
        public string Reason { get; init; } = "";
        public byte[]? NoteSealed { get; init; }
        public DateTimeOffset GivenAt { get; init; }
    }

    public static async Task<IResult> Handle(string caseId, StaffMember staff, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(staff, caseId, visitor, cancellation));

    public async Task<Reply<CaseOnDesk>> Run(StaffMember staff, string caseId, Visitor visitor, CancellationToken cancellation)
    {
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        await database.CommitNamed(new Change(visitor).Record(new AuditEvent(@case.Account, EventKind.CaseViewed, Actor.Staff, staff.Staff.ToString(), @case.CaseId)), cancellation);

        var (events, verdicts, phone) = await database.Read(
            """
            SELECT kind, CASE WHEN actor IN ('owner', 'stranger') THEN device END AS device, CASE WHEN actor IN ('owner', 'stranger') THEN network END AS network, details, at FROM audit_events
            WHERE account_id = @Account AND kind NOT LIKE 'review.%' ORDER BY event_id DESC LIMIT @HistoryLength;
            SELECT v.round, v.staff_id, s.name, v.verdict, v.reason, v.note_sealed, v.given_at FROM verdicts v JOIN staff s ON s.staff_id = v.staff_id
            WHERE v.account_id = @Account AND v.case_id = @CaseId ORDER BY v.round, v.given_at;
            SELECT hint FROM factors WHERE account_id = @Account AND kind = 'phone' AND state IN ('active', 'disabled') ORDER BY factor_id DESC LIMIT 1;
            """,
            new { @case.Account, @case.CaseId, HistoryLength }, rows => (rows.Read<EventRow>().ToList(), rows.Read<VerdictRow>().ToList(), rows.ReadFirstOrDefault<string>()), cancellation);

        var verified = @case.IsReset ? records.Open(@case.Account, @case.Row.IdentitySealed) : null;
        var reset = @case.Reset?.Case;
        var evidence = @case.Evidence?.Verification;
        var claim = @case is { InReview: true, Claim: { } held } && (held.By == staff.Staff || clock.GetUtcNow() - held.At < ReviewClaim.Lapses) ? held : null;
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
            Account = new(@case.Account.ToString(), HintOf(emails.Open(@case.Account, @case.Row.EmailSealed)), phone, @case.Row.Tier, @case.Row.AccountOpenedAt, @case.Row.IdentityState, @case.Row.IsFrozen),
            Lost = [.. (reset?.Lost ?? []).Select(lost => WireName.Of(lost))],
            Requirements = [.. (reset?.Requirements ?? []).Select(one => new CaseOnDesk.RequirementView(WireName.Of(one.Kind), WireName.Of(one.State), one.MetAt, one.AddressHint))],
            Approvals = reset?.ApprovalsGiven ?? 0,
            ApprovalsNeeded = reset?.ReviewersNeeded ?? 1,
            ObjectionHours = reset?.Objection.TotalHours ?? 0,
            HoldHours = reset?.Hold.TotalHours ?? 0,
            VerifiedIdentity = verified is null ? null : new(verified.FullName, verified.BirthDate, verified.Country, WireName.Of(verified.Kind), verified.ExpiresOn),
            Evidence = evidence is null ? null : new(evidence.Country, WireName.Of(evidence.Kind), evidence.SelfieCode, evidence.SubmittedAt,
                [.. evidence.Pictures.Select(picture => new CaseOnDesk.PictureView(WireName.Of(picture.Slot), picture.StoredAt))]),
            Signals = await signals.Of(@case, verified, cancellation),
            History = [.. events.Select(e => new CaseOnDesk.HistoryView(e.At, ActivityWords.Of(e.Kind, e.Details is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(e.Details)), e.Device, e.Network))],
            Verdicts = [.. verdicts.Where(v => v.Round < @case.Round || !@case.InReview)
                .Select(v => new CaseOnDesk.VerdictView(v.Round, v.Name, v.Verdict, v.Reason, notes.Open(@case.Account, @case.CaseId, v.Round, v.StaffId, v.NoteSealed), v.GivenAt))],
        };
    }

    private static string HintOf(string email) => EmailAddress.TryParse(email, out var parsed) ? parsed.Hint : "•••";
}
