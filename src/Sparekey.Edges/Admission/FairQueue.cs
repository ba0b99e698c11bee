namespace Sparekey.Edges.Admission;

/// <summary>A request that waits in a <see cref="FairQueue"/>.</summary>
/// <param name="Network">As <c>Visitor.Network</c>.</param>
/// <param name="Pieces">Number of pieces of work, 1 or more.</param>
public sealed record Waiter(string Network, int Pieces)
{
    /// <summary>True: the request is admitted. False: no slot became free in time.</summary>
    public TaskCompletionSource<bool> Admission { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The requests that wait for a slot: their order, and which requests may join.</summary>
/// <remarks>
/// Two rules (decisions/0009). First, the waiting pieces of a network may be at most twice the free capacity of the
/// queue, so a network that floods leaves room for others. Second, a request that joins gets the turn that round robin
/// between networks would give at that moment, and keeps the turn: later requests with the same turn come after it. So
/// no request that joined waits for longer than the time of two full queues.
/// </remarks>
public sealed class FairQueue
{
    // If one network floods, it fills two thirds of the queue; two networks fill two fifths each. With n of them, one
    // position in 2n + 1 stays free for the next network.
    private const int Share = 2;

    private readonly PriorityQueue<Waiter, (long Turn, long Arrival)> _waiting = new();
    private readonly Dictionary<string, int> _pieces = [];
    private long _served;
    private long _arrivals;

    /// <summary>Number of waiting pieces.</summary>
    public int Pieces { get; private set; }

    public int Count => _waiting.Count;

    /// <summary>Number of waiting pieces of one network.</summary>
    public int Of(string network) => _pieces.GetValueOrDefault(network);

    /// <param name="longest">Number of pieces that may wait at present.</param>
    /// <returns>False if there is no room for a request of this network.</returns>
    public bool TryJoin(Waiter waiter, int longest)
    {
        var free = longest - Pieces;
        var own = Of(waiter.Network);
        if (waiter.Pieces > free || (own > 0 && own + waiter.Pieces > (long)Share * free)) return false;

        // Before this request, round robin serves as many pieces of every other network as this network has waiting.
        var before = own == 0 ? 0 : _pieces.Values.Sum(others => Math.Min(others, own));
        _waiting.Enqueue(waiter, (_served + before, _arrivals++));
        AddPieces(waiter, waiter.Pieces);
        return true;
    }

    /// <summary>Removes and returns the next request; null if the queue is empty.</summary>
    public Waiter? Next()
    {
        if (!_waiting.TryDequeue(out var next, out _)) return null;
        AddPieces(next, -next.Pieces);
        _served += next.Pieces;
        return next;
    }

    /// <returns>False if the request was admitted before.</returns>
    public bool Leave(Waiter waiter)
    {
        if (!_waiting.Remove(waiter, out _, out _, ReferenceEqualityComparer.Instance)) return false;
        AddPieces(waiter, -waiter.Pieces);
        return true;
    }

    private void AddPieces(Waiter waiter, int pieces)
    {
        Pieces += pieces;
        var left = Of(waiter.Network) + pieces;
        if (left == 0) _pieces.Remove(waiter.Network);
        else _pieces[waiter.Network] = left;
    }
}
