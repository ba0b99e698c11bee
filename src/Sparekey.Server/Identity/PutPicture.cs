using Sparekey.Core.Identity;
using Sparekey.Core;
using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>One picture of the account's own verification.</summary>
public sealed class PutPicture(IdentityStore store, PictureUpload upload)
{
    public static async Task<IResult> Handle(string slot, HttpRequest request, Holder holder, PutPicture put, Visitor visitor, CancellationToken cancellation) =>
        Answer.With(await put.Run(holder, slot, request.Body, visitor, cancellation));

    public async Task<Reply<PictureUpload.View>> Run(Holder holder, string slot, Stream body, Visitor visitor, CancellationToken cancellation)
    {
        if (Freeze.Refuses(holder) is { } frozen) return frozen;
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        return await store.Own(holder.Account, cancellation) is { } stored ? await upload.Run(stored, which, body, () => Freeze.Begin(holder, visitor), cancellation) : Refusals.IdentityNotStarted;
    }
}
