using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Documents;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;

namespace Sparekey.Server.Dev;

/// <summary>Sends the drawn documents of the demo: to verify an account, or as evidence in a reset.</summary>
public sealed class DemoPapers(DemoAccounts accounts, StartIdentity start, PutPicture put, SubmitIdentity submit,
    DescribeDocument describe, UploadPicture upload)
{
    private static readonly BeginVerification.Request Card = new("VN", WireName.Of(DocumentKind.IdentityCard));

    /// <summary>The text of the drawn card, for the reviewer who accepts the card.</summary>
    public static Review.DecideIdentity.Record Read { get; } = new("Kim Specimen", "1990-05-04", "VN", null,
        "079 090 001234", "2036-05-04");

    public async Task HandsInIdentity(DemoPerson person, CancellationToken cancellation)
    {
        var begun = await start.Run(await accounts.Holder(person, cancellation), Card, DemoPerson.From,
                cancellation).OrStop(
            "Verifying an identity");
        foreach (var (slot, picture) in Pictures(begun))
            await put.Run(await accounts.Holder(person, cancellation), slot, picture, DemoPerson.From,
                    cancellation).OrStop(
                "Sending a picture");
        await submit.Run(await accounts.Holder(person, cancellation), DemoPerson.From, cancellation).OrStop(
            "Handing in an identity");
    }

    public async Task ShowsEvidence(FlowToken reset, CancellationToken cancellation)
    {
        var begun = await describe.Run(reset, Card, DemoPerson.From, cancellation).OrStop("Describing a document");
        foreach (var (slot, picture) in Pictures(begun))
            await upload.Run(reset, slot, picture, DemoPerson.From, cancellation).OrStop(
                "Sending a picture");
    }

    private static IEnumerable<(string Slot, Stream Picture)> Pictures(BeginVerification.View begun) =>
        begun.Pictures.Select(picture => (picture.Slot,
            (Stream)new MemoryStream(DemoPicture.Of(WireName.Parse<PictureSlot>(picture.Slot), begun.SelfieCode))));
}
