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

/// <summary>One picture of a case, for the reviewer who has claimed it. The view is in the history before the picture leaves the house.</summary>
public sealed class ViewPicture(Database database, ReviewDesk desk, IdentityPictures pictures)
{
    // Opened in a tab of its own, a picture may do nothing but be seen.
    private const string Policy = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    public static async Task<IResult> Handle(string caseId, string slot, HttpContext http, StaffMember staff, ViewPicture view, Visitor visitor, CancellationToken cancellation)
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
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public async Task<Reply<IdentityPictures.Shown>> Run(StaffMember staff, string caseId, string slot, Visitor visitor, CancellationToken cancellation)
    {
        if (!WireName.TryParse<PictureSlot>(slot, out var which) || await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        if (desk.IsOwn(@case, staff)) return Refusals.OwnCase;
        if (!@case.IsClaimedBy(staff.Staff)) return Refusals.NotClaimed;
        if (@case.Evidence is not { } stored || await pictures.Open(@case.Account, stored.Verification.VerificationId, which, cancellation) is not { } picture) return Refusals.NotFound;
        await database.CommitNamed(new Change(visitor).Record(new AuditEvent(@case.Account, EventKind.PictureViewed, Actor.Staff, staff.Staff.ToString(), @case.CaseId,
            new Dictionary<string, string> { ["slot"] = WireName.Of(which) })), cancellation);
        return picture;
    }
}
