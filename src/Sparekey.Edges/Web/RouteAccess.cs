namespace Sparekey.Edges.Web;

/// <summary>
/// Who an endpoint lets in. Written on the route, enforced by <c>Guard</c> before the handler and its body are looked
/// at.
/// </summary>
/// <remarks>
/// <see cref="IntegratorKey"/> is an integrator whose key the handler looks up itself, in the statement that answers.
/// </remarks>
public enum Who
{
    Anyone, Holder, HolderSteppedUp, Staff, Integrator, IntegratorKey, RegistrationFlow, SignInFlow, RecoveryFlow,
    StaffSignInFlow,
}

/// <param name="IsPage">Pages answer a stranger with a redirect to where to sign in, programs get a problem.</param>
public sealed record RouteAccess(Who Who, bool IsPage);
