using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Edges.Web;

/// <summary>Makes the responses for people: a Razor component as a whole page.</summary>
public static class Page
{
    /// <param name="page">Contains the parameters. The framework renders another instance of the page.</param>
    /// <param name="status">For a page that reports a refusal, use <see cref="Again{T}(T, Refusal)"/> instead.</param>
    public static IResult Show<T>(T page, int status = 200) where T : IComponent =>
        new RazorComponentResult<T>(PageParameters.Of(page)) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>
    /// The form again, with its errors: 422, or 503 with <c>Retry-After</c> if the form was not processed.
    /// </summary>
    public static IResult Again<T>(T page, Refusal why) where T : IComponent =>
        new Refused(
            Show(page,
                why.Status == StatusCodes.Status503ServiceUnavailable
                    ? why.Status
                    : StatusCodes.Status422UnprocessableEntity),
            why);

    /// <summary>A page that shows the refusal only.</summary>
    public static IResult Problem(Refusal why) =>
        new Refused(Show(new ProblemPage { Refusal = why }, why.Status), why);

    /// <summary>
    /// Redirect after a form (303). The browser requests the next page with GET, so a reload does not send the form
    /// again.
    /// </summary>
    public static IResult GoTo(string path) => new SeeOther(path);

    /// <summary>
    /// Longest path to return to after a sign-in, in characters. An authorization request of OpenID Connect must fit,
    /// and an address with the path in its query must fit into the 8 KiB that servers and proxies accept.
    /// </summary>
    public const int LongestPath = 2_000;

    /// <summary>The path of this site to which a person returns after a sign-in, or the fallback.</summary>
    /// <remarks>A path is printable ASCII, as browsers send paths and as headers carry them.</remarks>
    public static string LocalPath(string? next, string fallback) =>
        next is { Length: > 1 and <= LongestPath }
        && next[0] == '/'
        && next[1] is not ('/' or '\\')
        && !next.Contains('\\')
        && next.All(c => c is > ' ' and <= '~')
            ? next
            : fallback;

    public static Task WriteProblem(HttpContext http, Refusal refusal) => Problem(refusal).ExecuteAsync(http);

    private sealed class Refused(IResult page, Refusal why) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = why.Status;
            HttpReply.SetRetryAfter(http, why);
            return page.ExecuteAsync(http);
        }
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
