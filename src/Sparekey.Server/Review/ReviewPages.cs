using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>The reviewers' pages: the queue, and one case with its verdict.</summary>
public sealed class ReviewPages(
    ListCases list, ShowCaseToReviewer show, ClaimCase claim, CompareNumber compare, DecideCase decide,
    TimeProvider clock)
{
    public async Task<IResult> Queue(
        string? state, string? kind, string? after, StaffMember staff, CancellationToken cancellation) =>
        await list.Run(staff, state, kind, after, cancellation) is Reply<ListCases.View>.Done done
            ? Page.Show(new QueuePage
            {
                Queue = done.Value,
                State = string.IsNullOrEmpty(state) ? WireName.Of(QueueState.InReview) : state,
                Kind = kind,
                StaffName = staff.Name,
                Now = clock.GetUtcNow(),
            })
            : Page.GoTo("/review");

    public Task<IResult> ShowCase(
        string caseId, StaffMember staff, Visitor visitor, CancellationToken cancellation) =>
        Case(caseId, staff, visitor, null, null, cancellation);

    public async Task<IResult> Claim(
        string caseId, StaffMember staff, Visitor visitor, CancellationToken cancellation) =>
        await After(await claim.Claim(staff, caseId, visitor, cancellation), caseId, staff, visitor, cancellation);

    public async Task<IResult> Release(
        string caseId, StaffMember staff, Visitor visitor, CancellationToken cancellation) =>
        await After(await claim.Release(staff, caseId, visitor, cancellation), caseId, staff, visitor, cancellation);

    public async Task<IResult> Compare(
        string caseId, HttpContext http, StaffMember staff, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new CompareNumber.Request(form["document_number"]);
        var reply = await compare.Run(staff, caseId, request, visitor, cancellation);
        return await After(reply, caseId, staff, visitor, cancellation);
    }

    public async Task<IResult> Decide(
        string caseId, HttpContext http, StaffMember staff, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var typed = new DecideCase.Request(
            form["verdict"], form["reason"], form["note"], form["message"], [.. form["pictures"].OfType<string>()],
            RecordIn(form));
        if (form["sure"] != "true")
            return await Case(
                caseId, staff, visitor, Refusals.Invalid(("sure", "invalid.sure")), typed, cancellation);
        return await decide.Run(staff, caseId, typed, visitor, cancellation)
            is Reply<DecideCase.View>.Refused { Why: var why }
            ? await Case(caseId, staff, visitor, why, typed, cancellation)
            : Page.GoTo("/review");
    }

    // The form of a recovery case has no record.
    private static DecideIdentity.Record? RecordIn(IFormCollection form) => form.ContainsKey("record.name")
        ? new(
            form["record.name"], form["record.birth_date"], null, null, form["record.document_number"],
            form["record.expires_on"])
        : null;

    private async Task<IResult> After<T>(
        Reply<T> reply, string caseId, StaffMember staff, Visitor visitor, CancellationToken cancellation) =>
        reply is Reply<T>.Refused { Why: var why }
            ? await Case(caseId, staff, visitor, why, null, cancellation)
            : Page.GoTo($"/review/cases/{caseId}");

    private async Task<IResult> Case(
        string caseId, StaffMember staff, Visitor visitor, Refusal? why, DecideCase.Request? typed,
        CancellationToken cancellation)
    {
        switch (await show.Run(staff, caseId, visitor, cancellation))
        {
            case Reply<CaseOnDesk>.Done { Value: var @case }:
                var errors = why is null ? null : FieldError.Of(why);
                var page = new CasePage { Case = @case, Typed = typed, Errors = errors };
                return why is null ? Page.Show(page) : Page.Again(page, why);
            case Reply<CaseOnDesk>.Refused refused:
                return Page.Problem(refused.Why);
            default:
                throw new UnreachableException();
        }
    }
}
