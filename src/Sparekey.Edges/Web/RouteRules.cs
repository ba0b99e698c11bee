using Microsoft.AspNetCore.Http.Metadata;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>The words in which Routes.cs says who may come in and what may come back.</summary>
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

    /// <summary>
    /// What the OpenAPI document says of a success and of the problems that this call knows beside those of every call.
    /// </summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status, params string[] problems)
    {
        route.Produces<T>(status);
        foreach (var group in problems.GroupBy(StatusOf)) route.WithMetadata(new Problems(group.Key, [.. group]));
        return route;
    }

    /// <summary>Problem codes that a call may answer with one status.</summary>
    public sealed record Problems(int Status, IReadOnlyList<string> Codes);

    private static int StatusOf(string code) => code switch
    {
        "invalid_request" => 400,
        "wrong_credentials" or "session_required" or "flow_required" or "api_key_required" => 401,
        "step_up_required" => 403,
        "not_found" => 404,
        "expired" => 410,
        "too_large" => 413,
        "factor_disabled" or "account_frozen" => 423,
        "too_many_attempts" or "wait" => 429,
        "captcha_required" or "wrong_position" or "weak_password" or "wrong_code" or "wrong_password"
            or "warnings_not_accepted" or "nothing_left_to_prove" or "bad_picture" => 422,
        "unavailable" => 503,
        _ => 409,
    };
}
