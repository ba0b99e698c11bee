using Microsoft.AspNetCore.Http.Metadata;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>The rules that Routes.cs states for each route: its access, its limits and its responses.</summary>
public static class RouteRules
{
    /// <summary>Pictures may be as large as the rules of documents allow; every other body is small.</summary>
    public const long SmallBody = 64 * 1024;

    /// <summary>
    /// Room for a picture, its form around it, and pictures somewhat too large, whose owners are better told so than
    /// cut off.
    /// </summary>
    public const long PictureBody = 16 * 1024 * 1024;

    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, Who who) =>
        route.WithMetadata(new RouteAccess(who, IsPage: false));

    public static RouteHandlerBuilder PageFor(this RouteHandlerBuilder route, Who who) =>
        route.WithMetadata(new RouteAccess(who, IsPage: true)).ExcludeFromDescription();

    /// <summary>An asset: open to everybody, outside the OpenAPI document.</summary>
    public static T ForAsset<T>(this T route) where T : IEndpointConventionBuilder
    {
        route.WithMetadata(new RouteAccess(Who.Anyone, IsPage: false));
        return route;
    }

    /// <summary>Stops the start when a route does not say who may come in.</summary>
    /// <exception cref="InvalidOperationException">Names the routes without a mark.</exception>
    public static void RequireMarks(IEndpointRouteBuilder app)
    {
        var unmarked = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RouteAccess>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (unmarked.Count > 0)
            throw new InvalidOperationException($"Routes without access mark: {string.Join(", ", unmarked)}.");
    }

    /// <summary>What the endpoint may respond, for the OpenAPI document and the tests.</summary>
    public static RouteHandlerBuilder Responds(this RouteHandlerBuilder route, Responses responses)
    {
        route.Produces(responses.Status, responses.Shape);
        foreach (var problems in responses.Problems.GroupBy(problem => problem.Status()))
            route.WithMetadata(new Problems(problems.Key, [.. problems.Select(problem => problem.Code())]));
        return route;
    }

    /// <summary>Lets a picture in, where every other address takes small bodies only.</summary>
    public static RouteHandlerBuilder TakesPicture(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyLimit(PictureBody));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    /// <summary>Problem codes that an endpoint may return with one status.</summary>
    public sealed record Problems(int Status, IReadOnlyList<string> Codes);
}
