using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Sparekey.Server.Edges.Web.Components;

namespace Sparekey.Server.Edges.Web;

/// <summary>The door for people: a Razor component as a whole page.</summary>
public static class Page
{
    /// <param name="parameters">An anonymous object whose members are the component's parameters.</param>
    /// <param name="status">422 when a form comes back with its errors, so that programs and caches see a refusal too.</param>
    public static IResult Show<T>(object? parameters = null, int status = 200) where T : IComponent =>
        new RazorComponentResult<T>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>After a form: the browser asks for the next page with GET, so that reloading sends nothing twice.</summary>
    public static IResult GoTo(string path) => new SeeOther(path);

    /// <summary>Where a person wanted to go before signing in: a path of this site, or the fallback.</summary>
    public static string LocalPath(string? next, string fallback) =>
        next is { Length: > 1 and < 500 } && next[0] == '/' && next[1] is not ('/' or '\\') && !next.Contains('\\') && !next.Any(char.IsControl) ? next : fallback;

    public static Task WriteProblem(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        Answer.SayWhenToRetry(http, refusal);
        return Show<ProblemPage>(new { Refusal = refusal }, refusal.Status).ExecuteAsync(http);
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
