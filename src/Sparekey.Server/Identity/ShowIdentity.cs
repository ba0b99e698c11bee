using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>Shows the account's own verification, and the documents of a country.</summary>
public sealed class ShowIdentity(IdentityStore store)
{
    public static readonly Responses Responses = Responses.Of<BeginVerification.View>(200, Problem.IdentityNotStarted);

    public static readonly Responses KindsResponses = Responses.Of<KindsView>(200, Problem.InvalidRequest);

    public sealed record KindView(string DocumentKind, IReadOnlyList<string> Pictures);

    public sealed record KindsView(IReadOnlyList<KindView> Kinds);

    public static async Task<IResult> Handle(Holder holder, ShowIdentity show, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(holder, cancellation));

    public async Task<Reply<BeginVerification.View>> Run(Holder holder, CancellationToken cancellation) =>
        await store.Own(holder.Account, cancellation) is { } stored
            ? BeginVerification.View.Of(stored.Verification)
            : Refusals.IdentityNotStarted;

    public static IResult HandleKinds(string? country)
    {
        var code = country?.Trim().ToUpperInvariant() ?? "";
        if (!Countries.Exists(code))
            return HttpReply.Problem(Refusals.Invalid(("country", "invalid.country.show_identity")));
        return HttpReply.Of<KindsView>(new KindsView([.. DocumentKinds.For(code).Select(ViewOf)]));
    }

    private static KindView ViewOf(DocumentKind kind) =>
        new(WireName.Of(kind), [.. DocumentKinds.Sides(kind).Select(slot => WireName.Of(slot))]);
}
