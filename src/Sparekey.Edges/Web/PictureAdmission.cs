using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// Bounds how many pictures a node has in its memory at once, each with its copy without metadata and its sealed one.
/// Whoever is turned away has sent nothing yet.
/// </summary>
public sealed class PictureAdmission(TimeProvider clock) : IMiddleware, IDisposable
{
    // Of the largest pictures three quarters of a gigabyte, of usual ones a quarter of that.
    private const int AtOnce = 24;

    // So that three networks are needed to keep everybody else waiting.
    private const int OfOneNetwork = 8;

    // Bytes a second: who sends slower than the slowest telephone gives up the place to others.
    private static readonly MinDataRate Slowest = new(8 * 1024, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly PartitionedRateLimiter<string> _places = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(
            network => RateLimitPartition.GetConcurrencyLimiter(network, _ => new() { PermitLimit = OfOneNetwork })),
        PartitionedRateLimiter.Create<string, bool>(
            _ => RateLimitPartition.GetConcurrencyLimiter(true, _ => new() { PermitLimit = AtOnce })));

    /// <summary>How many more this network may send now.</summary>
    public long Free(string network) => _places.GetStatistics(network)?.CurrentAvailablePermits ?? AtOnce;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<IRequestSizeLimitMetadata>() is null)
        {
            await next(context);
            return;
        }
        using var slot = _places.AttemptAcquire(Visitor.Of(context).Network);
        if (!slot.IsAcquired)
        {
            var why = Refusals.Overloaded(clock.GetUtcNow());
            await (endpoint.GetMetadata<RouteAccess>() is { IsPage: true }
                ? Page.Problem(why)
                : HttpReply.Problem(why)).ExecuteAsync(context);
            return;
        }
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
        await next(context);
    }

    public void Dispose() => _places.Dispose();
}
