using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 7: an enrolled factor is always required, a factor alone is not enough, and a half-finished sign-in gives access
/// to nothing.
/// </summary>
public sealed class SecondFactorRequiredTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData("active")]
    [InlineData("disabled")]
    public async Task AsksForIt_WhenTheFactorIsEnrolled(string state)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE factors SET state = @state WHERE account_id = @account AND factor_id = @FactorId",
            new { state, account = person.Id(), app.FactorId }),
                CancellationToken.None);

        var reply = await person.BeginsSignIn();

        Assert.Equal("second_factor", reply.Text("state"));
        Assert.Null(reply["session"]);
    }

    [Fact]
    public async Task IsNothingAlone_WithoutTheFlowThatThePasswordBegan()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();

        foreach (var bearer in (string?[])[null, "", "x", person.Session, new string('A', 64)])
            Assert.Contains(
                (await _house.Post("/v1/sign-in/answers", new { factor_id = app.FactorId, code = app.Code() },
                    bearer)).Status,
                (int[])[401, 403, 410]);
        Assert.Equal(401, (await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() },
            "x")).Status);
    }

    [Fact]
    public async Task KeepsAPasswordSessionFromChanges_OnceTheAccountHasASecondFactor()
    {
        var person = await Person.Opens(_house);
        Assert.Equal(200, (await _house.Delete("/v1/account/sessions", person.Session)).Status);
        await person.HasAuthenticator();

        Assert.Equal((403, "step_up_required"), await Reply(_house.Delete("/v1/account/sessions", person.Session)));
        Assert.Equal(200, (await _house.Get("/v1/account/sessions", person.Session)).Status);
        Assert.Equal((409, "second_factor_required"),
            await Reply(_house.Post("/v1/account/step-up", new { password = person.Password }, person.Session)));
    }

    [Fact]
    public async Task ReachesNothing_WhenHalfSignedIn()
    {
        var person = await Person.Opens(_house);
        await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var routes = _house.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => (Route: route, RouteAccess: route.Metadata.GetMetadata<RouteAccess>()))
            .Where(route => route.RouteAccess is { Who: not (Who.Anyone or Who.SignInFlow) })
            .SelectMany(route => route.Route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => (route.Route, route.RouteAccess, Method: method)))
            .ToList();
        Assert.True(routes.Count > 10);

        foreach (var (route, requires, method) in routes)
            foreach (var (asBearer, cookie) in ((bool, string)[])[(true, ""), (false, "session"), (false, "sign_in"),
                (false,
                    "registration"), (false, "recovery"), (false,
                "staff_session"), (false, "staff_sign_in")])
                await IsRefused(route, requires!, method, flow, asBearer, cookie);
    }

    private async Task IsRefused(RouteEndpoint route, RouteAccess requires, string method, string token, bool asBearer,
        string cookie)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method),
            "/" + string.Join('/',
                route.RoutePattern.PathSegments.Select(s => s.Parts[0]
                        is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart text
                    ? text.Content
                    : new string('0', 32))));
        if (asBearer) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else request.Headers.Add("Cookie", $"sparekey_{cookie}={token}");
        if (method is not ("GET" or "DELETE")) request.Content = new StringContent("{}", MediaTypeHeaderValue.Parse(
            "application/json"));
        using var response = await _house.Http.SendAsync(request);
        var status = (int)response.StatusCode;
        var said = $"{method} {request.RequestUri} as {(asBearer ? "bearer" : cookie)} answered {status}";

        // Pages redirect to the sign-in, and pages of other flows begin anew. Calls of other flows may first refuse the
        // body; they judge nothing before that.
        var leadsToSignIn = requires.IsPage && status is 302 or 303
            && IsBeginning(response.Headers.Location!.ToString());
        var ofOtherFlow = requires.Who is Who.RegistrationFlow or Who.RecoveryFlow or Who.StaffSignInFlow;
        Assert.True(
            leadsToSignIn || status is 401 or 403 or 404 or 405
                || (ofOtherFlow && (status is 400 or 410 or 422 || requires.IsPage && status == 200)),
            said);
        Assert.DoesNotContain(response.Headers,
            h => h.Key == "Set-Cookie"
                && h.Value.Any(v => v.Contains("session=", StringComparison.Ordinal) && !v.Contains(
                    "session=;", StringComparison.Ordinal)));
    }

    private static bool IsBeginning(string address) =>
        (string[])["/sign-in", "/staff/sign-in", "/register", "/reset"] is var places
            && places.Any(place => address == place || address.StartsWith(place + "?", StringComparison.Ordinal)
                || address.StartsWith(place + "/", StringComparison.Ordinal));

    private static async Task<(int, string?)> Reply(Task<House.Reply> reply) =>
        ((await reply).Status, (await reply).Code);
}
