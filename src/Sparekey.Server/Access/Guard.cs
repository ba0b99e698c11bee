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
/// Stands before every endpoint: finds out who asks, refuses whoever may not, and refuses forged forms.
/// </summary>
public sealed class Guard(RequestDelegate next, Cookies cookies, IAntiforgery antiforgery, SessionStore sessions,
    StaffSessions staffSessions, RecoveryStore resets, Integrators integrators, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // Without an endpoint, or with the one that only answers 405 or 415, nothing of ours runs.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }
        // The check at start refuses a route without a mark; if one appears later, it is closed.
        if (endpoint.Metadata.GetMetadata<RouteAccess>() is not { } access)
        {
            await HttpReply.Write(http, Refusals.NotFound);
            return;
        }

        var bearer = Bearer(http);
        // First who, then the form: a stranger's body is never read.
        if (await Admit(http, access, bearer) is { } refusal)
        {
            await Refuse(http, access, refusal);
            return;
        }

        // The wire is UTF-8; the framework would fail on the name of an encoding that it does not know.
        if (!access.IsPage && http.Request.GetTypedHeaders().ContentType?.Charset is { Length: > 0 } charset
            && !charset.Equals(
                "utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals(
            "\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        {
            await Refuse(http, access, Refusals.UnsupportedMediaType);
            return;
        }

        // A bearer token is never sent by a browser on its own, so only requests that live on cookies can be forged.
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (changes
            && (access.IsPage
                || (bearer is null && access.Who is not (Who.Anyone or Who.Integrator or Who.IntegratorKey)))
            && !await IsOurForm(http, access.IsPage))
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
                // Pages greet a signed-in person by what they can do.
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
                var member = await staffSessions.Find(bearer ?? cookies.Read(http, Cookies.StaffSession),
                    http.RequestAborted);
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
                var flow = new FlowToken(token!);
                // A picture's form is read before its page can look for the case, and is too much to keep in memory for
                // nobody.
                if (access is { Who: Who.RecoveryFlow, IsPage: true }
                    && http.GetEndpoint()!.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null
                    && await resets.Load(flow, http.RequestAborted) is null) return Refusals.FlowRequired;
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
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "That is no flow."),
    };

    private static async Task Refuse(HttpContext http, RouteAccess access, Refusal refusal)
    {
        if (!access.IsPage)
        {
            await HttpReply.Write(http, refusal);
            return;
        }
        var here = Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);
        switch (refusal.Code, access.Who)
        {
            case ("forged_request", _):
                await Page.WriteProblem(http, refusal);
                break;
            case ("step_up_required", _):
                http.Response.Redirect($"/step-up?next={here}");
                break;
            default:
                http.Response.Redirect(access.Who switch
                {
                    Who.Staff or Who.StaffSignInFlow => "/staff/sign-in",
                    Who.RegistrationFlow => "/register",
                    Who.RecoveryFlow => "/reset/resume",
                    Who.SignInFlow => "/sign-in",
                    _ => HttpMethods.IsGet(http.Request.Method) ? $"/sign-in?next={here}" : "/sign-in",
                });
                break;
        }
    }

    private static string? Bearer(HttpContext http)
    {
        var header = http.Request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    private async Task<bool> IsOurForm(HttpContext http, bool isPage)
    {
        // The token may come in a header, but a page reads a form, and a body that is none would break it later.
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
            return false;   // a body that is no form at all
        }
    }
}
