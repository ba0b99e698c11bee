using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>The pages on which a holder verifies their identity: document, pictures one by one, done.</summary>
public sealed class IdentityPages(
    IdentityStore store, StartIdentity start, PutPicture put, SubmitIdentity submit, Settings settings)
{
    private const string PicturesPath = "/identity/pictures";

    public async Task<IResult> Show(Holder holder, string? country, CancellationToken cancellation) =>
        Page.Show(new IdentityPage
        {
            Verification = (await store.Own(holder.Account, cancellation))?.Verification,
            Country = country?.ToUpperInvariant(),
        });

    public async Task<IResult> Start(
        HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new BeginVerification.Request(form["country"], form["document_kind"]);
        if (await start.Run(holder, request, visitor, cancellation)
            is not Reply<BeginVerification.View>.Refused { Why: var why })
            return Page.GoTo(PicturesPath);
        var page = new IdentityPage
        {
            Verification = (await store.Own(holder.Account, cancellation))?.Verification,
            Country = request.Country?.ToUpperInvariant(),
            Selected = request.DocumentKind,
            Errors = FieldError.Of(why),
        };
        return Page.Again(page, why);
    }

    public async Task<IResult> ShowPictures(Holder holder, string? slot, CancellationToken cancellation) =>
        await Unfinished(holder, cancellation) is { } verification
            ? Page.Show(new PicturesPage { Verification = verification, Slot = SlotOf(slot) })
            : Page.GoTo("/identity");

    public async Task<IResult> Send(
        HttpContext http, string slot, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var file = (await http.Request.ReadFormAsync(cancellation)).Files.GetFile("picture");
        if (file is null)
            return await PicturesAgain(holder, slot, Refusals.Invalid(("picture", "invalid.picture")), cancellation);
        await using var body = file.OpenReadStream();
        return await put.Run(holder, slot, body, visitor, cancellation)
                is Reply<PictureUpload.View>.Refused { Why: var why }
            ? await PicturesAgain(holder, slot, why, cancellation)
            : Page.GoTo(PicturesPath);
    }

    public async Task<IResult> Submit(Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await submit.Run(holder, visitor, cancellation) is Reply<SubmitIdentity.View>.Refused { Why: var why }
            ? await PicturesAgain(holder, null, why, cancellation)
            : Page.GoTo("/identity/done");

    public IResult Done() => Page.Show(new DonePage { Target = settings.Recovery.ReviewTarget });

    /// <param name="slot">The picture that was refused; null when the whole was.</param>
    private async Task<IResult> PicturesAgain(Holder holder, string? slot, Refusal why, CancellationToken cancellation)
    {
        if (await Unfinished(holder, cancellation) is not { } verification) return Page.GoTo("/identity");
        var errors = FieldError.Of(why, slot is null ? null : "picture");
        return Page.Again(new PicturesPage { Verification = verification, Slot = SlotOf(slot), Errors = errors }, why);
    }

    private async Task<IdentityVerification?> Unfinished(Holder holder, CancellationToken cancellation) =>
        (await store.Own(holder.Account, cancellation))?.Verification is
            { State: IdentityState.Open or IdentityState.MoreInformation } verification
            ? verification
            : null;

    private static PictureSlot? SlotOf(string? name) =>
        WireName.TryParse<PictureSlot>(name, out var slot) ? slot : null;
}
