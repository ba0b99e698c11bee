using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>Whose session a token is, in the manner of RFC 7662: for the integrator any token, for a holder their own.</summary>
/// <remarks>Asking counts as use, so a person who is busy at the integrator's does not become idle here. The end of the session does not move.</remarks>
public sealed class Introspect(SessionStore sessions)
{
    public sealed record Request(string? Token);

    /// <param name="Active">False, and nothing else, for whatever is no live session (RFC 7662 section 2.2).</param>
    /// <param name="AuthTime">The sign-in, or the last confirmation that it was still the holder.</param>
    public sealed record View(bool Active, string? AccountId = null, string? Acr = null, IReadOnlyList<string>? Amr = null, DateTimeOffset? AuthTime = null, DateTimeOffset? ExpiresAt = null);

    public static async Task<IResult> Handle(Request request, Introspect introspect, CancellationToken cancellation) =>
        HttpReply.Of(await introspect.Run(request, cancellation));

    public static IResult HandleOwn(Holder holder) => HttpReply.Of<View>(Of(holder));

    public async Task<Reply<View>> Run(Request request, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Token)) return Refusals.Invalid(("token", "invalid.token"));
        return await sessions.Find(request.Token, cancellation) is { } holder ? Of(holder) : new View(false);
    }

    private static View Of(Holder holder) => new(true, holder.Account.ToString(), holder.Acr, holder.Amr, holder.AuthenticatedAt, holder.ExpiresAt);
}
