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

/// <param name="IsPage">A page redirects a stranger to the sign-in; a program receives a problem.</param>
public sealed record RouteAccess(Who Who, bool IsPage);
