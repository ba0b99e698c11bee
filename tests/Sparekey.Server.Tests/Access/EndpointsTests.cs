using System.CodeDom.Compiler;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Conventions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Access;

/// <summary>Every endpoint of the running server and who may come in. A change of the list shows in review.</summary>
public sealed class EndpointsTests : IAsyncLifetime
{
    private static readonly string Transcript = Path.Combine(RepositoryRoot.Folder, "tests", "Sparekey.Server.Tests",
        "Access",
        "endpoints.txt");

    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public void AreThoseOfTheTranscript()
    {
        var endpoints = _house.Get<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().SelectMany(Lines)
            .Order(StringComparer.Ordinal).ToList();

        Assert.Equal(File.ReadAllLines(Transcript), endpoints);
    }

    // The generator of a project must be on (EnableRequestDelegateGenerator), or each of its routes is compiled at
    // every start of the server.
    [Fact]
    public void ReadTheirRequestsWithCodeOfTheBuild() => Assert.Empty(
        from endpoint in _house.Get<EndpointDataSource>().Endpoints
        where endpoint.Metadata.GetMetadata<GeneratedCodeAttribute>() is null
        select endpoint.DisplayName);

    [Fact]
    public async Task StopTheStart_WhenOneSaysNothing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        app.MapGet("/marked", () => "").For(Who.Anyone);
        RouteRules.RequireMarks(app);

        app.MapGet("/forgotten", () => "");

        Assert.Contains("/forgotten",
            Assert.Throws<InvalidOperationException>(() => RouteRules.RequireMarks(app)).Message);
    }

    private static IEnumerable<string> Lines(RouteEndpoint endpoint)
    {
        var access = endpoint.Metadata.GetMetadata<RouteAccess>();
        foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            yield return $"{method,-6} /{endpoint.RoutePattern.RawText!.TrimStart('/')}  "
                + $"{(access is null ? "nobody said" : $"{access.Who}{(access.IsPage ? ", page" : "")}")}";
    }
}
