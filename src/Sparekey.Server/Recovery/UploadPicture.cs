using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>Stores one picture of the document or of its holder, as evidence in a case.</summary>
public sealed class UploadPicture(RecoveryStore store, CaseEvidence evidence, PictureUpload upload)
{
    public static readonly Responses Responses = Responses.Of<PictureUpload.View>(
        200, Problem.BadPicture, Problem.TooLarge, Problem.PictureNotAsked, Problem.IdentityNotStarted,
        Problem.NotFound,
        Problem.WrongState, Problem.AccountFrozen);

    public static async Task<IResult> Handle(
        string slot, HttpRequest request, FlowToken flow, UploadPicture picture, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await picture.Run(flow, slot, request.Body, visitor, cancellation));

    public async Task<Reply<PictureUpload.View>> Run(
        FlowToken flow, string slot, Stream body, Visitor visitor, CancellationToken cancellation)
    {
        if (!WireName.TryParse<PictureSlot>(slot, out var which)) return Refusals.NotFound;
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        if (DescribeDocument.TakesNoEvidence(loaded) is { } no) return no;
        if (await evidence.Of(loaded, cancellation) is not { } stored) return Refusals.IdentityNotStarted;
        return await upload.Run(stored, which, body, () => Change.Of(loaded.AccountId, visitor), cancellation);
    }
}
