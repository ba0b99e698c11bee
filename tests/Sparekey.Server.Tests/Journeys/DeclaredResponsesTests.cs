using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>A house fails its test if the server has sent a response that the route does not declare.</summary>
public sealed class DeclaredResponsesTests
{
    private static readonly Responses Declared = Responses.Of<Nothing>(201, Problem.Expired);

    [Fact]
    public async Task Pass_WhenTheRouteOrItsLayersDeclareThem()
    {
        var house = await House.Open(routes: app =>
        {
            app.MapGet("/v1/late", () => HttpReply.Problem(Refusals.Expired)).For(Who.Anyone).Responds(Declared);
            app.MapGet("/v1/made", () => HttpReply.Of<Nothing>(new Nothing(), 201)).For(Who.Anyone).Responds(Declared);
            app.MapGet("/v1/own", () => "").For(Who.Holder).Responds(Declared);
            app.MapGet("/v1/bug", IResult () => throw new InvalidOperationException()).For(Who.Anyone)
                .Responds(Declared);
        });

        Assert.Equal("expired", (await house.Get("/v1/late")).Code);
        Assert.Equal(201, (await house.Get("/v1/made")).Status);
        Assert.Equal("session_required", (await house.Get("/v1/own")).Code);
        Assert.Equal("internal_error", (await house.Get("/v1/bug")).Code);
        Assert.Equal("method_not_allowed", (await house.Post("/v1/late")).Code);
        Assert.Equal("not_found", (await house.Get("/v1/nowhere")).Code);

        await house.DisposeAsync();
    }

    [Fact]
    public async Task FailTheTest_WhenTheCodeIsUndeclared() =>
        Assert.Contains("GET /v1/spoiled: 409 last_factor", await Failure(app =>
            Spoiled(app, () => HttpReply.Problem(Refusals.LastFactor)).For(Who.Anyone).Responds(Declared)));

    [Fact]
    public async Task FailTheTest_WhenTheRouteDeclaresNothing() =>
        Assert.Contains("GET /v1/spoiled: 410 expired", await Failure(app =>
            Spoiled(app, () => HttpReply.Problem(Refusals.Expired)).For(Who.Anyone)));

    [Fact]
    public async Task FailTheTest_WhenAPageAnswersWithAProblem() =>
        Assert.Contains("GET /v1/spoiled: 503 unavailable", await Failure(app =>
            Spoiled(app, () => HttpReply.Problem(Refusals.Unavailable)).PageFor(Who.Anyone)));

    [Theory]
    [InlineData("""{"code":"expired"}""", 409, "409 expired")]
    [InlineData("""{"code":"too_late"}""", 410, "410 too_late")]
    [InlineData("{}", 410, "410 without a code")]
    [InlineData("expired", 410, "410 without a code")]
    public async Task FailTheTest_WhenAProblemHasAnotherStatusOrCode(string body, int status, string named) =>
        Assert.Contains($"GET /v1/spoiled: {named}", await Failure(app =>
            Spoiled(app, () => Results.Text(body, "application/problem+json", statusCode: status)).For(Who.Anyone)
                .Responds(Declared)));

    [Theory]
    [InlineData(200)]
    [InlineData(410)]
    public async Task FailTheTest_WhenAnotherStatusComesWithoutAProblem(int status) =>
        Assert.Contains($"GET /v1/spoiled: {status} without a problem", await Failure(app =>
            Spoiled(app, () => Results.Text("{}", "application/json", statusCode: status)).For(Who.Anyone)
                .Responds(Declared)));

    [Fact]
    public async Task FailTheTest_WhenAnotherNodeSendsThem()
    {
        await using var house = await House.Open();
        var node = await house.AnotherNode(routes: app =>
            Spoiled(app, () => HttpReply.Problem(Refusals.LastFactor)).For(Who.Anyone).Responds(Declared));

        await node.Get("/v1/spoiled");

        await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(async () => await node.DisposeAsync());
    }

    private static RouteHandlerBuilder Spoiled(IEndpointRouteBuilder app, Func<IResult> answer) =>
        app.MapGet("/v1/spoiled", answer);

    // The client is any client: the server holds its own responses.
    private static async Task<string> Failure(Action<IEndpointRouteBuilder> routes)
    {
        var house = await House.Open(routes: routes);
        using (var http = new HttpClient()) await http.GetAsync(new Uri(house.Address, "/v1/spoiled"));
        var failure = await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(async () => await house.DisposeAsync());
        return failure.Message;
    }
}
