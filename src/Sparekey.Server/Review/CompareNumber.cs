using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>Whether the number that the reviewer reads from the picture is that of the verified document. Only its keyed hash is kept, so nobody can read it back.</summary>
public sealed class CompareNumber(Database database, ReviewDesk desk, IdentityRecords records)
{
    public sealed record Request(string? DocumentNumber)
    {
        public override string ToString() => "Request(…)";
    }

    public sealed record View(bool Same);

    public static async Task<IResult> Handle(string caseId, Request request, StaffMember staff, CompareNumber compare, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await compare.Run(staff, caseId, request, visitor, cancellation));

    public async Task<Reply<View>> Run(StaffMember staff, string caseId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (DocumentNumber.Normalize(request.DocumentNumber) is not { } number) return Refusals.Invalid(("document_number", "invalid.document_number"));
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        if (!@case.IsClaimedBy(staff.Staff)) return Refusals.NotClaimed;
        if (records.Open(@case.Account, @case.Row.IdentitySealed) is not { } verified) return Refusals.NotOffered;

        var same = records.IsSameNumber(@case.Account, number, verified);
        await database.CommitNamed(new Change(visitor).Record(new AuditEvent(@case.Account, EventKind.NumberCompared, Actor.Staff, staff.Staff.ToString(), @case.CaseId,
            new Dictionary<string, string> { ["result"] = same ? "same" : "different" })), cancellation);
        return new View(same);
    }
}
