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

/// <summary>The pages of document and pictures in a reset. Their forms are those of an open account.</summary>
public sealed class ResetEvidencePages(
    ResetFlow reset, CaseEvidence evidence, DescribeDocument describe, UploadPicture upload, SubmitCase submit)
{
    private const string PicturesPath = "/reset/pictures";

    public Task<IResult> Show(FlowToken flow, string? country, CancellationToken cancellation) =>
        Document(flow, new BeginVerification.Request(country, null), null, cancellation);

    public async Task<IResult> Start(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new BeginVerification.Request(form["country"], form["document_kind"]);
        return await describe.Run(flow, request, visitor, cancellation)
                is Reply<BeginVerification.View>.Refused { Why: var why }
            ? await Document(flow, request, why, cancellation)
            : Page.GoTo(PicturesPath);
    }

    public Task<IResult> ShowPictures(FlowToken flow, string? slot, CancellationToken cancellation) =>
        Pictures(flow, slot, null, cancellation);

    public async Task<IResult> Send(
        HttpContext http, string slot, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        if ((await http.Request.ReadFormAsync(cancellation)).Files.GetFile("picture") is not { } file)
            return await Pictures(flow, slot, Refusals.Invalid(("picture", "invalid.picture")), cancellation);
        await using var body = file.OpenReadStream();
        return await upload.Run(flow, slot, body, visitor, cancellation)
                is Reply<PictureUpload.View>.Refused { Why: var why }
            ? await Pictures(flow, slot, why, cancellation)
            : Page.GoTo(PicturesPath);
    }

    public async Task<IResult> Submit(FlowToken flow, Visitor visitor, CancellationToken cancellation) =>
        await submit.Evidence(flow, visitor, cancellation) is Reply<Nothing>.Refused { Why: var why }
            ? await Pictures(flow, null, why, cancellation)
            : Page.GoTo("/reset/check");

    private Task<IResult> Document(
        FlowToken flow, BeginVerification.Request typed, Refusal? why, CancellationToken cancellation) => reset.Show(
        flow,
        async loaded =>
        {
            if (!AsksForIdentity(loaded)) return Page.GoTo(ResetWords.PathOf(loaded.Case));
            var page = new EvidencePage
            {
                Case = loaded.Case,
                Verification = (await evidence.Of(loaded, cancellation))?.Verification,
                Country = typed.Country?.ToUpperInvariant(),
                Selected = typed.DocumentKind,
                Errors = why is null ? null : FieldError.Of(why),
            };
            return why is null ? Page.Show(page) : Page.Again(page, why);
        },
        cancellation);

    private Task<IResult> Pictures(FlowToken flow, string? slot, Refusal? why, CancellationToken cancellation) =>
        reset.Show(
            flow,
            async loaded =>
            {
                if (!AsksForIdentity(loaded)) return Page.GoTo(ResetWords.PathOf(loaded.Case));
                if ((await evidence.Of(loaded, cancellation))?.Verification is not { IsDecided: false } verification)
                    return Page.GoTo("/reset/identity");
                var page = new EvidencePage
                {
                    Case = loaded.Case,
                    Verification = verification,
                    Pictures = true,
                    Slot = WireName.TryParse<PictureSlot>(slot, out var which) ? which : null,
                    Errors = why is null
                        ? null
                        : FieldError.Of(why, why.Problem == Problem.BadPicture ? "picture" : null),
                };
                return why is null ? Page.Show(page) : Page.Again(page, why);
            },
            cancellation);

    private static bool AsksForIdentity(LoadedCase loaded) =>
        loaded.Case.State is CaseState.Proving or CaseState.MoreInformation
            && loaded.StillAsks(RequirementKind.Identity);
}
