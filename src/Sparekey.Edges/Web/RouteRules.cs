using Microsoft.AspNetCore.Http.Metadata;

namespace Sparekey.Edges.Web;

/// <summary>The rules that Routes.cs states for each route: its access, its limits and its responses.</summary>
public static class RouteRules
{
    /// <summary>Maximum size in bytes of a request body without a picture.</summary>
    public const long SmallBody = 64 * 1024;

    /// <summary>
    /// Maximum size in bytes of a request body with a picture. It includes the form around the picture, and it is
    /// larger than the maximum of a picture: for a picture that is slightly too large, a message is better than a
    /// closed connection.
    /// </summary>
    public const long PictureBody = 16 * 1024 * 1024;

    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, Who who) =>
        route.WithMetadata(new RouteAccess(who, RouteKind.Api));

    public static RouteHandlerBuilder PageFor(this RouteHandlerBuilder route, Who who) =>
        route.WithMetadata(new RouteAccess(who, RouteKind.Page)).ExcludeFromDescription();

    /// <summary>Marks an asset: open to everybody, not a page.</summary>
    public static T ForAsset<T>(this T route) where T : IEndpointConventionBuilder
    {
        route.WithMetadata(new RouteAccess(Who.Anyone, RouteKind.Asset));
        return route;
    }

    /// <summary>Stops the start if a route does not state its access.</summary>
    /// <exception cref="InvalidOperationException">Names the routes without an access.</exception>
    public static void RequireMarks(IEndpointRouteBuilder app)
    {
        var unmarked = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RouteAccess>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (unmarked.Count > 0)
            throw new InvalidOperationException($"Routes without access mark: {string.Join(", ", unmarked)}.");
    }

    /// <summary>States the responses of the endpoint, for the OpenAPI document and the tests.</summary>
    public static RouteHandlerBuilder Responds(this RouteHandlerBuilder route, Responses responses)
    {
        route.Produces(responses.Status, responses.Shape);
        return route.WithMetadata(responses);
    }

    /// <summary>Accepts a body with a picture; every other route accepts small bodies only.</summary>
    public static RouteHandlerBuilder TakesPicture(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyLimit(PictureBody));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
