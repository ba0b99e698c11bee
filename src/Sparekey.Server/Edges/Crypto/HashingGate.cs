using System.Threading.RateLimiting;

namespace Sparekey.Server.Edges.Crypto;

/// <summary>Bounds how many password hashes are computed at once; the rest wait, first come first served.</summary>
/// <remarks>Each holds 19 MB and a core. More at once than cores make every one slower and none sooner.</remarks>
public sealed class HashingGate(int slots) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = slots,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        QueueLimit = int.MaxValue,
    });

    /// <summary>As many slots as the machine has cores.</summary>
    public HashingGate() : this(Environment.ProcessorCount) { }

    /// <summary>How many wait now.</summary>
    public long Waiting => _limiter.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Runs <paramref name="work"/> on the thread pool once a slot is free.</summary>
    /// <param name="cancellation">Ends the wait; work that has begun is finished.</param>
    public async Task<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        using var slot = await _limiter.AcquireAsync(1, cancellation);
        return await Task.Run(work, CancellationToken.None);
    }

    public void Dispose() => _limiter.Dispose();
}
