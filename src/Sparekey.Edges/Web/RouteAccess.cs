namespace Sparekey.Edges.Web;

/// <summary>
/// Who may use an endpoint. The route states it; <c>Guard</c> enforces it before the body is read and the handler runs.
/// </summary>
/// <remarks>
/// <see cref="IntegratorKey"/> is an integrator whose key the handler looks up itself, together with the answer.
/// </remarks>
public enum Who
{
    Anyone, Holder, HolderSteppedUp, Staff, Integrator, IntegratorKey, RegistrationFlow, SignInFlow, RecoveryFlow,
    StaffSignInFlow,
}

/// <summary>Who reads the answers of a route.</summary>
public enum RouteKind
{
    /// <summary>A program: every refusal is a problem in JSON.</summary>
    Api,

    /// <summary>A person: a refusal is a page, or redirects to the sign-in.</summary>
    Page,

    /// <summary>A page that loads the file. An error is a page, for people who open the address themselves.</summary>
    Asset,
}

public sealed record RouteAccess(Who Who, RouteKind Kind)
{
    public bool IsPage => Kind == RouteKind.Page;

    public bool IsApi => Kind == RouteKind.Api;

    /// <summary>A request may show its token in a cookie instead of the header <c>Authorization</c>.</summary>
    public bool UsesCookies => Who is not (Who.Anyone or Who.Integrator or Who.IntegratorKey);
}
