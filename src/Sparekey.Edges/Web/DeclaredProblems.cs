using Microsoft.AspNetCore.Http.Metadata;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// Every problem that a program may receive from an endpoint: the problems of its use case, and those of the layers in
/// front of every use case. The OpenAPI document and the tests both ask here.
/// </summary>
public static class DeclaredProblems
{
    /// <summary>
    /// Problems of a request for which routing found no route. The framework answers 405 and 415 with endpoints of its
    /// own.
    /// </summary>
    public static readonly IReadOnlyList<Problem> WithoutRoute =
        [Problem.NotFound, Problem.MethodNotAllowed, Problem.UnsupportedMediaType];

    /// <param name="metadata">Metadata of one route. A page or an asset has no problems: its
    /// refusals are pages.</param>
    public static IReadOnlyList<Problem> Of(IEnumerable<object> metadata)
    {
        var all = metadata.ToList();
        return all.OfType<RouteAccess>().LastOrDefault() is { IsApi: true } access
            ? [.. OfLayers(access, all).Concat(OfUseCase(all)).Distinct().Order()]
            : [];
    }

    private static IEnumerable<Problem> OfUseCase(List<object> metadata) =>
        metadata.OfType<Responses>().SelectMany(responses => responses.Problems);

    private static IEnumerable<Problem> OfLayers(RouteAccess access, List<object> metadata)
    {
        // ExceptionHandling
        yield return Problem.InternalError;
        yield return Problem.Unavailable;

        // Guard
        if (OfAccess(access.Who) is { } stranger) yield return stranger;
        if (access.Who == Who.HolderSteppedUp) yield return Problem.StepUpRequired;
        if (access.UsesCookies && Changes(metadata))
        {
            yield return Problem.ForgedRequest;
            yield return Problem.TooLarge;   // the antiforgery token may stand in a form, which is read
        }

        // Reading of the body
        var readsJson = metadata.OfType<IAcceptsMetadata>().Any();
        if (readsJson) yield return Problem.UnsupportedMediaType;
        if (!readsJson && !metadata.OfType<IRequestSizeLimitMetadata>().Any()) yield break;
        yield return Problem.InvalidRequest;
        yield return Problem.TooLarge;
    }

    private static Problem? OfAccess(Who who) => who switch
    {
        Who.Anyone => null,
        Who.Holder or Who.HolderSteppedUp or Who.Staff => Problem.SessionRequired,
        Who.Integrator or Who.IntegratorKey => Problem.ApiKeyRequired,
        Who.RegistrationFlow or Who.SignInFlow or Who.RecoveryFlow or Who.StaffSignInFlow => Problem.FlowRequired,
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "This access mark has no problem."),
    };

    private static bool Changes(List<object> metadata) => metadata.OfType<IHttpMethodMetadata>()
        .SelectMany(methods => methods.HttpMethods)
        .Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));
}
