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

/// <summary>The pages of verifying one's identity: document, pictures one by one, done.</summary>
public static class IdentityPages
{
    private const string PicturesPath = "/identity/pictures";

    public static async Task<IResult> Show(Holder holder, IdentityStore store, string? country, CancellationToken cancellation) =>
        Page.Show<IdentityPage>(new { (await store.Own(holder.Account, cancellation))?.Verification, Country = country?.ToUpperInvariant() });

    public static async Task<IResult> Start(HttpContext http, Holder holder, StartIdentity start, IdentityStore store, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new BeginVerification.Request(form["country"], form["document_kind"]);
        if (await start.Run(holder, request, visitor, cancellation) is not Reply<BeginVerification.View>.Refused refused) return Page.GoTo(PicturesPath);
        return Page.Show<IdentityPage>(new
        {
            (await store.Own(holder.Account, cancellation))?.Verification, Country = request.Country?.ToUpperInvariant(), Selected = request.DocumentKind, Errors = FieldError.Of(refused.Why),
        }, 422);
    }

    public static async Task<IResult> ShowPictures(Holder holder, IdentityStore store, string? slot, CancellationToken cancellation) =>
        await store.Own(holder.Account, cancellation) is { Verification: { State: IdentityState.Open or IdentityState.MoreInformation } verification }
            ? Page.Show<PicturesPage>(new { Verification = verification, Slot = SlotOf(slot) })
            : Page.GoTo("/identity");

    public static async Task<IResult> Send(HttpContext http, string slot, Holder holder, PutPicture put, IdentityStore store, Visitor visitor, CancellationToken cancellation)
    {
        var file = (await http.Request.ReadFormAsync(cancellation)).Files.GetFile("picture");
        if (file is not null)
        {
            await using var body = file.OpenReadStream();
            if (await put.Run(holder, slot, body, visitor, cancellation) is not Reply<PictureUpload.View>.Refused refused) return Page.GoTo(PicturesPath);
            return await Again(refused.Why);
        }
        return await Again(Refusals.Invalid(("picture", "invalid.picture")));

        async Task<IResult> Again(Refusal why) =>
            await store.Own(holder.Account, cancellation) is { Verification: { State: IdentityState.Open or IdentityState.MoreInformation } verification }
                ? Page.Show<PicturesPage>(new { Verification = verification, Slot = SlotOf(slot), Errors = FieldError.Of(why, "picture") }, 422)
                : Page.GoTo("/identity");
    }

    public static async Task<IResult> Submit(Holder holder, SubmitIdentity submit, IdentityStore store, Visitor visitor, CancellationToken cancellation)
    {
        if (await submit.Run(holder, visitor, cancellation) is not Reply<SubmitIdentity.View>.Refused refused) return Page.GoTo("/identity/done");
        return await store.Own(holder.Account, cancellation) is { Verification: { State: IdentityState.Open or IdentityState.MoreInformation } verification }
            ? Page.Show<PicturesPage>(new { Verification = verification, Errors = FieldError.Of(refused.Why) }, 422)
            : Page.GoTo("/identity");
    }

    public static IResult Done(Settings settings) => Page.Show<DonePage>(new { Target = settings.Recovery.ReviewTarget });

    private static PictureSlot? SlotOf(string? name) => WireName.TryParse<PictureSlot>(name, out var slot) ? slot : null;
}
