using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Integration;
using Sparekey.Server.Recovery;
using Sparekey.Server.Sessions;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Access;

/// <summary>
/// Runs before every endpoint: finds out who asks, enforces the access mark of the route, and refuses forged forms.
/// </summary>
public sealed class Guard(
    RequestDelegate next,
    Cookies cookies,
    IAntiforgery antiforgery,
    SessionStore sessions,
    StaffSessions staffSessions,
    RecoveryStore resets,
    Integrators integrators,
    TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // Without an endpoint, and with the framework's endpoint for 405 and 415, no code of ours runs.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }
        // The check at start refuses routes without a mark. A route that appears later is closed.
        if (endpoint.Metadata.GetMetadata<RouteAccess>() is not { } access)
        {
            await HttpReply.Write(http, Refusals.NotFound);
            return;
        }

        var bearer = Bearer(http);
        // Access is checked before the form: the body of a stranger is never read.
        if (await Admit(http, access, bearer) is { } refusal)
        {
            await Refuse(http, access, refusal);
            return;
        }

        if (access.IsApi && endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null && !IsUtf8(http))
        {
            await Refuse(http, access, Refusals.UnsupportedMediaType);
            return;
        }

        if (CanBeForged(http, access, bearer) && !await IsOurForm(http, access.IsPage))
        {
            await Refuse(http, access, Refusals.Forgery);
            return;
        }

        await next(http);
    }

    private async Task<Refusal?> Admit(HttpContext http, RouteAccess access, string? bearer)
    {
        switch (access.Who)
        {
            case Who.Anyone:
                // Pages for everybody offer a holder other links than a stranger.
                if (access.IsPage && cookies.Read(http, Cookies.Session) is { } known)
                    http.Items[typeof(Holder)] = await sessions.Find(known, http.RequestAborted);
                return null;

            case Who.Holder or Who.HolderSteppedUp:
                var holder = await sessions.Find(bearer ?? cookies.Read(http, Cookies.Session), http.RequestAborted);
                if (holder is null) return Refusals.SessionRequired;
                http.Items[typeof(Holder)] = holder;
                return access.Who == Who.HolderSteppedUp && !holder.IsFresh(clock.GetUtcNow())
                    ? Refusals.StepUpRequired
                    : null;

            case Who.Staff:
                var shown = bearer ?? cookies.Read(http, Cookies.StaffSession);
                var member = await staffSessions.Find(shown, http.RequestAborted);
                if (member is null) return Refusals.SessionRequired;
                http.Items[typeof(StaffMember)] = member;
                return null;

            case Who.Integrator:
                var integrator = bearer is null ? null : await integrators.Find(bearer, http.RequestAborted);
                if (integrator is null) return Refusals.ApiKeyRequired;
                http.Items[typeof(Integrator)] = integrator;
                return null;

            case Who.IntegratorKey:
                if (bearer is null) return Refusals.ApiKeyRequired;
                http.Items[typeof(ApiKey)] = new ApiKey(bearer);
                return null;

            default:
                if (!BearerToken.TryParse(bearer ?? cookies.Read(http, CookieOf(access.Who)), out var token))
                    return Refusals.FlowRequired;
                var flow = new FlowToken(token);
                // The form of a picture is read into memory before its page loads the case. A token without a live case
                // must not cost that memory.
                if (access is { Who: Who.RecoveryFlow, IsPage: true }
                    && http.GetEndpoint()!.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null
                    && await resets.Load(flow, http.RequestAborted) is null)
                    return Refusals.FlowRequired;
                http.Items[typeof(FlowToken)] = flow;
                return null;
        }
    }

    private static string CookieOf(Who who) => who switch
    {
        Who.RegistrationFlow => Cookies.Registration,
        Who.SignInFlow => Cookies.SignIn,
        Who.RecoveryFlow => Cookies.Recovery,
        Who.StaffSignInFlow => Cookies.StaffSignIn,
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "No flow has this mark."),
    };

    private static async Task Refuse(HttpContext http, RouteAccess access, Refusal refusal)
    {
        if (!access.IsPage)
        {
            await HttpReply.Write(http, refusal);
            return;
        }
        if (refusal.Problem == Problem.ForgedRequest)
        {
            await Page.WriteProblem(http, refusal);
            return;
        }
        var here = Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);
        http.Response.Redirect(access.Who switch
        {
            _ when refusal.Problem == Problem.StepUpRequired => $"/step-up?next={here}",
            Who.Staff or Who.StaffSignInFlow => "/staff/sign-in",
            Who.RegistrationFlow => "/register",
            Who.RecoveryFlow => "/reset/resume",
            Who.SignInFlow => "/sign-in",
            _ => HttpMethods.IsGet(http.Request.Method) ? $"/sign-in?next={here}" : "/sign-in",
        });
    }

    // JSON is UTF-8. The framework would fail on the name of an encoding that it does not know.
    private static bool IsUtf8(HttpContext http) =>
        http.Request.GetTypedHeaders().ContentType?.Charset is not { Length: > 0 } charset
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);

    // A browser never sends a bearer token by itself: only a request that relies on cookies can be forged.
    private static bool CanBeForged(HttpContext http, RouteAccess access, string? bearer)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return false;
        return access.IsPage || (bearer is null && access.UsesCookies);
    }

    private static string? Bearer(HttpContext http)
    {
        var header = http.Request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    private async Task<bool> IsOurForm(HttpContext http, bool isPage)
    {
        // The antiforgery token may come in a header, but a page reads a form: another kind of body would break the
        // page.
        if (isPage && !http.Request.HasFormContentType) return false;
        try
        {
            await antiforgery.ValidateRequestAsync(http);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidDataException
            or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            return false;   // the body is no form
        }
    }
}
