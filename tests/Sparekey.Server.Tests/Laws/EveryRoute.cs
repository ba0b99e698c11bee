using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>One route as a stranger sees it: its address, with ids that belong to nobody.</summary>
public sealed record ServedRoute(string Method, string Path, RouteAccess RouteAccess, RouteEndpoint Endpoint)
{
    /// <summary>The type of its JSON body; null where the route reads none.</summary>
    public Type? Body =>
        Endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts && accepts.ContentTypes.Contains(
            "application/json") ? accepts.RequestType : null;

    public bool IsCall => !RouteAccess.IsPage && Path.StartsWith("/v1/", StringComparison.Ordinal);

    public bool Changes => Method is not ("GET" or "HEAD");

    public override string ToString() => $"{Method} {Path}";

    public static List<ServedRoute> Of(House house) =>
        [.. from endpoint in house.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let requires = endpoint.Metadata.GetMetadata<RouteAccess>()
            where requires is not null
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select new ServedRoute(method, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Segment)),
                requires, endpoint)];

    private static string Segment(RoutePatternPathSegment segment) => segment.Parts[0] switch
    {
        RoutePatternLiteralPart text => text.Content,
        RoutePatternParameterPart { Name: "slot" } => "front",
        _ => new string('0', 32),
    };
}

/// <summary>A token for every kind of route, each of somebody who may come in.</summary>
public sealed class Tokens
{
    private readonly Dictionary<Who, string> _tokens = [];

    public string? this[Who who] => _tokens.GetValueOrDefault(who);

    public IEnumerable<string> All => _tokens.Values.Distinct();

    public static async Task<Tokens> Of(House house)
    {
        var keys = new Tokens();
        var reviewer = await Reviewer.SetsUp(house);
        keys._tokens[Who.StaffSignInFlow] = (await reviewer.BeginsSignIn()).Text("sign_in");
        keys._tokens[Who.Staff] = reviewer.Session;
        keys._tokens[Who.Integrator] = keys._tokens[Who.IntegratorKey] = (await house.AddsIntegrator()).Key;
        var (losing, app) = await Resets.WithEverything(house);
        var reset = await losing.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("phone")).Status);
        keys._tokens[Who.RecoveryFlow] = reset.Token;
        keys._tokens[Who.SignInFlow] = await losing.ReachesSecondStep();
        keys._tokens[Who.RegistrationFlow] = (await house.Post("/v1/registrations",
                new
                {
                    email = "new@example.com", password = Person.GoodPassword,
                    captcha_token = await house.SolvedCaptcha(CaptchaPurpose.Registration),
                })).Text(
            "registration");
        keys._tokens[Who.Holder] = keys._tokens[Who.HolderSteppedUp] = (await Person.Opens(house)).Session;
        return keys;
    }

    /// <summary>The cookie that carries a token of this kind.</summary>
    public static string? CookieOf(Who who) => who switch
    {
        Who.Holder or Who.HolderSteppedUp => Cookies.Session,
        Who.Staff => Cookies.StaffSession,
        Who.RegistrationFlow => Cookies.Registration,
        Who.SignInFlow => Cookies.SignIn,
        Who.RecoveryFlow => Cookies.Recovery,
        Who.StaffSignInFlow => Cookies.StaffSignIn,
        _ => null,
    };
}
