using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>One picture of the account's own verification.</summary>
public sealed class PutPicture(IdentityStore store, PictureUpload upload)
{
    public static async Task<IResult> Handle(string slot, HttpRequest request, Holder holder, PutPicture put, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await put.Run(holder, slot, request.Body, visitor, cancellation));

    public async Task<Reply<PictureUpload.View>> Run(Holder holder, string slot, Stream body, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        return await store.Own(holder.Account, cancellation) is { } stored ? await upload.Run(stored, which, body, () => AccountChange.By(holder, visitor), cancellation) : Refusals.IdentityNotStarted;
    }
}
