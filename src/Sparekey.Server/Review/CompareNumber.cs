using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>
/// Compares the number that a reviewer reads from the picture with that of the verified document. Only the keyed hash
/// of the number is kept, so nobody can read the number back.
/// </summary>
public sealed class CompareNumber(Database database, ReviewDesk desk, IdentityRecords records)
{
    public static readonly Responses Responses = Responses.Of<View>(
        200, Problem.NotFound, Problem.OwnCase, Problem.NotClaimed, Problem.NotOffered);

    public sealed record Request(string? DocumentNumber)
    {
        public override string ToString() => "Request(…)";
    }

    public sealed record View(bool Same);

    public static async Task<IResult> Handle(
        string caseId, Request request, StaffMember staff, CompareNumber compare, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await compare.Run(staff, caseId, request, visitor, cancellation));

    public async Task<Reply<View>> Run(
        StaffMember staff, string caseId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (DocumentNumber.Normalize(request.DocumentNumber) is not { } number)
            return Refusals.Invalid(("document_number", "invalid.document_number"));
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        if (!@case.IsClaimedBy(staff.Staff)) return Refusals.NotClaimed;
        if (records.Open(@case.Account, @case.Row.IdentitySealed) is not { } verified) return Refusals.NotOffered;

        var same = records.IsSameNumber(@case.Account, number, verified);
        var compared = @case.Event(EventKind.NumberCompared, staff, ("result", same ? Same : Different));
        // A reviewer who hangs up must not hide the comparison.
        var change = Change.Of(@case.Account, visitor).Record(compared);
        return await database.Commit(change, CancellationToken.None) is { } lost ? lost : new View(same);
    }

    // Results in the history; CaseSignals reads them.
    internal const string Same = "same";
    internal const string Different = "different";
}
