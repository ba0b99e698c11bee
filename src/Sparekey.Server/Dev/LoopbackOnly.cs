using System.Net;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Dev;

/// <summary>
/// The last of three locks on what shows messages: it is mapped in development alone, development listens on loopback
/// alone, and the request must come from there.
/// </summary>
public sealed class LoopbackOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && IsLocalName(http.Request.Host.Host))
            return await next(context);
        if (http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { IsPage: false })
            return HttpReply.Problem(Refusals.NotFound);
        await Page.WriteProblem(http, Refusals.NotFound);
        return Results.Empty;
    }

    // A page of elsewhere may point its own name at 127.0.0.1 and then read what it asks for: only names that are ours
    // are answered.
    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
