using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>One picture of the document or of its holder, as evidence in this case.</summary>
public sealed class UploadPicture(RecoveryStore store, CaseEvidence evidence, PictureUpload upload)
{
    public static async Task<IResult> Handle(string slot, HttpRequest request, FlowToken flow, UploadPicture picture, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await picture.Run(flow, slot, request.Body, visitor, cancellation));

    public async Task<Reply<PictureUpload.View>> Run(FlowToken flow, string slot, Stream body, Visitor visitor, CancellationToken cancellation)
    {
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        if (DescribeDocument.Refusal(hand) is { } no) return no;
        return await evidence.Of(hand, cancellation) is { } stored ? await upload.Run(stored, which, body, () => new Change(visitor), cancellation) : Refusals.IdentityNotStarted;
    }
}
