using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// Holds every response of a server against the declaration of the route that sent it: the status and code of a
/// problem, and the status of a success.
/// </summary>
public sealed class DeclaredResponses : IStartupFilter
{
    private readonly ConcurrentDictionary<string, bool> _undeclared = new(StringComparer.Ordinal);

    public void Register(IServiceCollection services) => services.AddSingleton<IStartupFilter>(this);

    /// <exception cref="Xunit.Sdk.XunitException">Names each response that its route does not declare.</exception>
    public void RequireAll()
    {
        if (!_undeclared.IsEmpty)
            throw new Xunit.Sdk.XunitException(
                $"Responses that are not declared:\n{string.Join('\n', _undeclared.Keys.Order())}");
    }

    /// <remarks>The filter comes before the middleware of the server, so it sees the refusals of every layer.</remarks>
    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, inner) =>
        {
            var copy = new CopyingStream(http.Response.Body, () => IsProblem(http.Response));
            http.Response.Body = copy;
            await inner(http);
            if (Undeclared(http, copy.Copied) is { } why)
                _undeclared.TryAdd($"{http.Request.Method} {RouteOf(http)}: {why}", true);
        });
        next(app);
    };

    private static string? Undeclared(HttpContext http, byte[] body)
    {
        var status = http.Response.StatusCode;
        var endpoint = http.GetEndpoint() as RouteEndpoint;
        if (!IsProblem(http.Response))
            return endpoint?.Metadata.GetMetadata<Responses>() is { } responses && status != responses.Status
                && !http.RequestAborted.IsCancellationRequested
                    ? $"{status} without a problem"
                    : null;
        if (body.Length == 0 && http.RequestAborted.IsCancellationRequested) return null;
        var code = CodeOf(body);
        var declared = endpoint is null ? DeclaredProblems.WithoutRoute : DeclaredProblems.Of(endpoint.Metadata);
        return declared.Any(problem => problem.Code() == code && problem.Status() == status)
            ? null
            : $"{status} {code ?? "without a code"}";
    }

    private static bool IsProblem(HttpResponse response) =>
        response.ContentType?.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase) == true;

    private static string? CodeOf(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body)?["code"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? $"{http.Request.Path} (no route)";
}
