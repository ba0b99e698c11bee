using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Recovery;

/// <summary>Document and pictures in a reset: the same component as for an open account.</summary>
public static class ResetEvidencePages
{
    public static Task<IResult> Show(FlowToken flow, RecoveryStore store, CaseEvidence evidence, string? country, CancellationToken cancellation) =>
        Document(flow, store, evidence, country, null, null, cancellation);

    public static async Task<IResult> Start(HttpContext http, FlowToken flow, RecoveryStore store, CaseEvidence evidence, DescribeDocument describe, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new BeginVerification.Request(form["country"], form["document_kind"]);
        return await describe.Run(flow, request, visitor, cancellation) is Reply<BeginVerification.View>.Refused { Why: var why }
            ? await Document(flow, store, evidence, request.Country, request.DocumentKind, why, cancellation)
            : Page.GoTo("/reset/pictures");
    }

    public static Task<IResult> ShowPictures(FlowToken flow, RecoveryStore store, CaseEvidence evidence, string? slot, CancellationToken cancellation) =>
        Pictures(flow, store, evidence, slot, null, cancellation);

    public static async Task<IResult> Send(HttpContext http, string slot, FlowToken flow, RecoveryStore store, CaseEvidence evidence, UploadPicture upload, Visitor visitor, CancellationToken cancellation)
    {
        if ((await http.Request.ReadFormAsync(cancellation)).Files.GetFile("picture") is not { } file)
            return await Pictures(flow, store, evidence, slot, Refusals.Invalid(("picture", "invalid.picture")), cancellation);
        await using var body = file.OpenReadStream();
        return await upload.Run(flow, slot, body, visitor, cancellation) is Reply<PictureUpload.View>.Refused { Why: var why }
            ? await Pictures(flow, store, evidence, slot, why, cancellation)
            : Page.GoTo("/reset/pictures");
    }

    public static async Task<IResult> Submit(FlowToken flow, RecoveryStore store, CaseEvidence evidence, SubmitCase submit, Visitor visitor, CancellationToken cancellation) =>
        await submit.Evidence(flow, visitor, cancellation) is Reply<Nothing>.Refused { Why: var why }
            ? await Pictures(flow, store, evidence, null, why, cancellation)
            : Page.GoTo("/reset/check");

    private static Task<IResult> Document(FlowToken flow, RecoveryStore store, CaseEvidence evidence, string? country, string? selected, Refusal? why, CancellationToken cancellation) =>
        ResetPages.With(flow, store, async hand => IsAsked(hand)
            ? Page.Show<EvidencePage>(new
            {
                hand.Case, (await evidence.Of(hand, cancellation))?.Verification, Country = country?.ToUpperInvariant(), Selected = selected, Errors = why is null ? null : FieldError.Of(why, null),
            }, why is null ? 200 : 422)
            : Page.GoTo(ResetWords.PathOf(hand.Case)), cancellation);

    private static Task<IResult> Pictures(FlowToken flow, RecoveryStore store, CaseEvidence evidence, string? slot, Refusal? why, CancellationToken cancellation) =>
        ResetPages.With(flow, store, async hand => !IsAsked(hand) ? Page.GoTo(ResetWords.PathOf(hand.Case))
            : await evidence.Of(hand, cancellation) is { Verification: { State: IdentityState.Open or IdentityState.MoreInformation or IdentityState.Submitted } verification }
                ? Page.Show<EvidencePage>(new
                {
                    hand.Case, Verification = verification, Pictures = true, Slot = WireName.TryParse<PictureSlot>(slot, out var which) ? which : (PictureSlot?)null,
                    Errors = why is null ? null : FieldError.Of(why, why.Problem == Problem.BadPicture ? "picture" : null),
                }, why is null ? 200 : 422)
                : Page.GoTo("/reset/identity"), cancellation);

    private static bool IsAsked(LoadedCase hand) =>
        hand.Case.State is CaseState.Proving or CaseState.MoreInformation && hand.Case.OpenRequirements.Any(r => r.Kind == RequirementKind.Identity);
}
