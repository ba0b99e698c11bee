using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class OpenApiTests : IAsyncLifetime
{
    private House _house = null!;
    private JsonNode _document = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _document = (await _house.Get("/openapi/v1.json")).Body!;
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private IEnumerable<(string Call, JsonNode Operation)> Operations =>
        from path in _document["paths"]!.AsObject() from operation in path.Value!.AsObject() select (
            $"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    // The document and the server may use different names for a path parameter.
    private static string Unnamed(string call) => Regex.Replace(call, "{[^}]*}", "{}");

    private IEnumerable<(string Call, RouteEndpoint Endpoint)> Endpoints =>
        from endpoint in _house.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)
            && endpoint.Metadata.GetMetadata<RouteAccess>() is { IsPage: false }
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select ($"{method} {endpoint.RoutePattern.RawText}", endpoint);

    [Fact]
    public void ShowsEveryCall() =>
        Assert.Empty(Endpoints.Select(e => Unnamed(e.Call)).Except(Operations.Select(o => Unnamed(o.Call))));

    [Fact]
    public void SaysWhatEachCallIsFor()
    {
        Assert.Empty(Operations.Where(o => o.Operation["summary"] is null).Select(o => o.Call));
        Assert.Empty(Operations.GroupBy(o => o.Operation["operationId"]!.GetValue<string>())
            .Where(g => g.Count() > 1)
            .Select(g => g.Key));
    }

    [Fact]
    public void HasNoWordsForCallsThatAreGone() =>
        Assert.Empty(OpenApiWords.Of.Keys.Select(Unnamed).Except(Operations.Select(o => Unnamed(o.Call))));

    [Fact]
    public void NamesEverythingInSnakeCase()
    {
        var names = new List<string>();
        void Collect(JsonNode? node)
        {
            if (node is JsonArray many) foreach (var one in many) Collect(one);
            if (node is not JsonObject shape) return;
            if (shape["properties"] is JsonObject properties) names.AddRange(properties.Select(p => p.Key));
            foreach (var (_, inner) in shape) Collect(inner);
        }
        Collect(_document);

        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, n => !Regex.IsMatch(n, "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"));
    }

    [Fact]
    public void SaysWhoMayCall()
    {
        foreach (var (call, endpoint) in Endpoints)
        {
            var who = endpoint.Metadata.GetMetadata<RouteAccess>()!.Who;
            var schemes = Operations.Single(o => Unnamed(o.Call) == Unnamed(call)).Operation["security"]!.AsArray()
                .SelectMany(s => s!.AsObject().Select(m => m.Key)).ToArray();
            Assert.Equal((call, who == Who.Anyone ? 0 : 1), (call, schemes.Length));
            Assert.All(schemes,
                s => Assert.Equal("bearer",
                    _document["components"]!["securitySchemes"]![s]!["scheme"]!.GetValue<string>()));
        }
    }

    [Fact]
    public void ListsEveryProblem_AndNoOther()
    {
        foreach (var (call, endpoint) in Endpoints)
        {
            var declared = DeclaredProblems.Of(endpoint.Metadata).Select(problem =>
                $"{call}: {problem.Status()} {problem.Code()}");
            var listed =
                from response in Operations.Single(o => Unnamed(o.Call) == Unnamed(call)).Operation["responses"]!
                    .AsObject()
                where response.Key[0] != '2'
                from code in Codes(response.Value!)
                select $"{call}: {response.Key} {code}";
            Assert.Equal(declared.Order(), listed.Order());
        }
    }

    private static IEnumerable<string> Codes(JsonNode response)
    {
        var schema = response["content"]!["application/problem+json"]!["schema"]!["allOf"]![1]!;
        return schema["properties"]!["code"]!["enum"]!.AsArray().Select(code => code!.GetValue<string>());
    }

    [Fact]
    public void GivesEverySuccessAndBodyAShape()
    {
        foreach (var (call, operation) in Operations)
        {
            var success = operation["responses"]!.AsObject().Single(r => r.Key[0] == '2');
            Assert.True(success.Value!["content"] is JsonObject { Count: > 0 },
                $"{call} says nothing of its {success.Key}.");
            if (operation["requestBody"] is { } body)
                Assert.True(body["content"]!.AsObject().All(c => c.Value!["schema"] is not null), call);
        }
    }

    [Fact]
    public void NeverSaysNull() => Assert.DoesNotContain("\"null\"", _document.ToJsonString());
}
