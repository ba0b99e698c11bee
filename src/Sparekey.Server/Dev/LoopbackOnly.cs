using System.Net;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Dev;

/// <summary>
/// The last of three guards of the pages that show messages: the routes exist in development only, development listens
/// on loopback only, and the request must come from loopback.
/// </summary>
public sealed class LoopbackOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && IsLocalName(http.Request.Host.Host))
            return await next(context);
        if (http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { IsApi: true })
            return HttpReply.Problem(Refusals.NotFound);
        await Page.WriteProblem(http, Refusals.NotFound);
        return Results.Empty;
    }

    // DNS rebinding: a foreign site may point its own name at 127.0.0.1 and read the responses. Only our own names are
    // answered.
    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
