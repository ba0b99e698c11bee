using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>Stores one picture of the account's own verification.</summary>
public sealed class PutPicture(IdentityStore store, PictureUpload upload)
{
    public static readonly Responses Responses = Responses.Of<PictureUpload.View>(
        200, Problem.BadPicture, Problem.TooLarge, Problem.PictureNotAsked, Problem.IdentityNotStarted,
        Problem.NotFound,
        Problem.WrongState, Problem.StepUpRequired, Problem.AccountFrozen);

    public static async Task<IResult> Handle(
        string slot, HttpRequest request, Holder holder, PutPicture put, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await put.Run(holder, slot, request.Body, visitor, cancellation));

    public async Task<Reply<PictureUpload.View>> Run(
        Holder holder, string slot, Stream body, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        if (await store.Own(holder.Account, cancellation) is not { } stored) return Refusals.IdentityNotStarted;
        return await upload.Run(stored, which, body, () => AccountChange.By(holder, visitor), cancellation);
    }
}
