using System.Diagnostics;
using Sparekey.Core;
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
/// Shows one picture of a case to the reviewer who has taken the case. The view is recorded before the picture is sent.
/// </summary>
public sealed class ViewPicture(Database database, ReviewDesk desk, IdentityPictures pictures)
{
    public static readonly Responses Responses = Responses.Of<byte[]>(
        200, Problem.NotFound, Problem.OwnCase, Problem.NotClaimed);

    // A picture in a tab of its own runs no script and loads nothing.
    private const string Policy =
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    public static async Task<IResult> Handle(
        string caseId, string slot, HttpContext http, StaffMember staff, ViewPicture view, Visitor visitor,
        CancellationToken cancellation)
    {
        switch (await view.Run(staff, caseId, slot, visitor, cancellation))
        {
            case Reply<IdentityPictures.Shown>.Done done:
                http.Response.Headers.ContentSecurityPolicy = Policy;
                http.Response.Headers.ContentDisposition = "inline";
                return Results.Bytes(done.Value.Bytes, done.Value.ContentType);
            case Reply<IdentityPictures.Shown>.Refused refused:
                return HttpReply.Problem(refused.Why);
            default:
                throw new UnreachableException();
        }
    }

    public async Task<Reply<IdentityPictures.Shown>> Run(
        StaffMember staff, string caseId, string slot, Visitor visitor, CancellationToken cancellation)
    {
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        if (!@case.IsClaimedBy(staff.Staff)) return Refusals.NotClaimed;
        if (@case.Evidence?.Verification.VerificationId is not { } verification) return Refusals.NotFound;
        if (await pictures.Open(@case.Account, verification, which, cancellation) is not { } picture)
            return Refusals.NotFound;
        var viewed = @case.Event(EventKind.PictureViewed, staff, ("slot", WireName.Of(which)));
        var change = Change.Of(@case.Account, visitor).Record(viewed);
        return await database.Commit(change, cancellation) is { } lost ? lost : picture;
    }
}
