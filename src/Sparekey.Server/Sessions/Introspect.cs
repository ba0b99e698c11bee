using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>
/// Introspection (RFC 7662): whose session a token is. An integrator asks about any token, a holder about their own.
/// </summary>
/// <remarks>
/// Introspection counts as use: a person who is busy at the integrator's service does not become idle here. The end of
/// the session stays as it is.
/// </remarks>
public sealed class Introspect(SessionStore sessions)
{
    public sealed record Request(string? Token);

    /// <param name="Active">False, and nothing else, for a token of no live session (RFC 7662 section 2.2).</param>
    /// <param name="AuthTime">The sign-in, or the last step-up.</param>
    public sealed record View(
        bool Active,
        string? AccountId = null,
        string? Acr = null,
        IReadOnlyList<string>? Amr = null,
        DateTimeOffset? AuthTime = null,
        DateTimeOffset? ExpiresAt = null);

    public static readonly Responses Responses = Responses.Of<View>(200);

    public static async Task<IResult> Handle(
        Request request, Introspect introspect, CancellationToken cancellation) =>
        HttpReply.Of(await introspect.Run(request, cancellation));

    public static IResult HandleOwn(Holder holder) => HttpReply.Of<View>(Of(holder));

    public async Task<Reply<View>> Run(Request request, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Token)) return Refusals.Invalid(("token", "invalid.token"));
        return await sessions.Find(request.Token, cancellation) is { } holder ? Of(holder) : new View(false);
    }

    private static View Of(Holder holder) => new(
        true,
        holder.Account.ToString(),
        holder.Acr,
        holder.Amr,
        holder.AuthenticatedAt,
        holder.ExpiresAt);
}
