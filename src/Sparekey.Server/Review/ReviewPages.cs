using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Recovery;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>The reviewers' pages: the queue, and one case with its verdict.</summary>
public static class ReviewPages
{
    public static async Task<IResult> Queue(string? state, string? kind, string? after, StaffMember staff, ListCases list, TimeProvider clock, CancellationToken cancellation) =>
        await list.Run(staff, state, kind, after, cancellation) is Reply<ListCases.View>.Done done
            ? Page.Show<QueuePage>(new { Queue = done.Value, State = string.IsNullOrEmpty(state) ? "in_review" : state, Kind = kind, StaffName = staff.Name, Now = clock.GetUtcNow() })
            : Page.GoTo("/review");

    public static Task<IResult> ShowCase(string caseId, StaffMember staff, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation) => Case(caseId, staff, show, visitor, null, null, cancellation);

    public static async Task<IResult> Claim(string caseId, StaffMember staff, ClaimCase claim, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation) =>
        await After(await claim.Claim(staff, caseId, visitor, cancellation), caseId, staff, show, visitor, null, cancellation);

    public static async Task<IResult> Release(string caseId, StaffMember staff, ClaimCase claim, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation) =>
        await After(await claim.Release(staff, caseId, visitor, cancellation), caseId, staff, show, visitor, null, cancellation);

    public static async Task<IResult> Compare(string caseId, HttpContext http, StaffMember staff, CompareNumber compare, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return await After(await compare.Run(staff, caseId, new CompareNumber.Request(form["document_number"]), visitor, cancellation), caseId, staff, show, visitor, null, cancellation);
    }

    public static async Task<IResult> Decide(string caseId, HttpContext http, StaffMember staff, DecideCase decide, ShowCaseToReviewer show, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var record = form.ContainsKey("record.name") ? new DecideIdentity.Record(form["record.name"], form["record.birth_date"], null, null, form["record.document_number"], form["record.expires_on"]) : null;
        var typed = new DecideCase.Request(form["verdict"], form["reason"], form["note"], form["message"], [.. form["pictures"].OfType<string>()], record);
        if (form["sure"] != "true") return await Case(caseId, staff, show, visitor, Refusals.Invalid(("sure", "invalid.sure")), typed, cancellation);
        return await decide.Run(staff, caseId, typed, visitor, cancellation) is Reply<DecideCase.View>.Refused refused
            ? await Case(caseId, staff, show, visitor, refused.Why, typed, cancellation)
            : Page.GoTo("/review");
    }

    private static async Task<IResult> After<T>(Reply<T> reply, string caseId, StaffMember staff, ShowCaseToReviewer show, Visitor visitor, DecideCase.Request? typed, CancellationToken cancellation) =>
        reply is Reply<T>.Refused refused ? await Case(caseId, staff, show, visitor, refused.Why, typed, cancellation) : Page.GoTo($"/review/cases/{caseId}");

    private static async Task<IResult> Case(string caseId, StaffMember staff, ShowCaseToReviewer show, Visitor visitor, Refusal? why, DecideCase.Request? typed, CancellationToken cancellation) =>
        await show.Run(staff, caseId, visitor, cancellation) switch
        {
            Reply<CaseOnDesk>.Done done => Page.Show<CasePage>(new { Case = done.Value, Typed = typed, Errors = why is null ? null : FieldError.Of(why) }, why is null ? 200 : 422),
            Reply<CaseOnDesk>.Refused refused => Page.Show<ProblemPage>(new { Refusal = refused.Why }, refused.Why.Status),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
