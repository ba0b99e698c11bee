using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// Bounds the number of pictures in the memory of a node. Each picture is there three times: as received, without
/// metadata, and sealed. A request is refused before its body is read.
/// </summary>
public sealed class PictureAdmission(TimeProvider clock) : IMiddleware, IDisposable
{
    // Pictures of the maximum size need three quarters of a gigabyte; usual pictures need a quarter of that.
    private const int MaxPictures = 24;

    // Pictures of three networks are needed to fill all slots.
    private const int MaxOfOneNetwork = 8;

    // In bytes per second. A client that sends slower than the slowest phone must not keep its slot.
    private static readonly MinDataRate MinRate = new(8 * 1024, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly PartitionedRateLimiter<string> _slots = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(
            network => RateLimitPartition.GetConcurrencyLimiter(network, _ => new() { PermitLimit = MaxOfOneNetwork })),
        PartitionedRateLimiter.Create<string, bool>(
            _ => RateLimitPartition.GetConcurrencyLimiter(true, _ => new() { PermitLimit = MaxPictures })));

    /// <summary>Number of further pictures that this network may send now.</summary>
    public long Free(string network) => _slots.GetStatistics(network)?.CurrentAvailablePermits ?? MaxPictures;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<IRequestSizeLimitMetadata>() is null)
        {
            await next(context);
            return;
        }
        using var slot = _slots.AttemptAcquire(Visitor.Of(context).Network);
        if (!slot.IsAcquired)
        {
            var why = Refusals.Overloaded(clock.GetUtcNow());
            await (endpoint.GetMetadata<RouteAccess>() is { IsPage: true }
                ? Page.Problem(why)
                : HttpReply.Problem(why)).ExecuteAsync(context);
            return;
        }
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = MinRate;
        await next(context);
    }

    public void Dispose() => _slots.Dispose();
}
