namespace Sparekey.Edges.Admission;

/// <summary>Somebody who waits in a <see cref="FairQueue"/>.</summary>
/// <param name="Network">As <c>Visitor.Network</c>.</param>
/// <param name="Pieces">How much work it is, 1 or more.</param>
public sealed record Waiter(string Network, int Pieces)
{
    /// <summary>True when the turn has come, false when it did not come in time.</summary>
    public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Who waits, who is next, and who is turned away at the end of the line.</summary>
/// <remarks>
/// Two rules (decisions/0009). A network may have twice as many pieces waiting as places are free, so whoever floods
/// leaves room for everybody who does not. And who joins gets the turn that round robin between networks would give
/// now, and keeps it: whoever comes when it is due stands behind. So nobody who was let in waits for more than twice a
/// full line.
/// </remarks>
public sealed class FairQueue
{
    // A network alone fills two thirds of the line, two fill two fifths each, and one place in 2n + 1 stays free for
    // the next one.
    private const int Share = 2;

    private readonly PriorityQueue<Waiter, (long Turn, long Arrival)> _waiting = new();
    private readonly Dictionary<string, int> _pieces = [];
    private long _served;
    private long _arrivals;

    /// <summary>Pieces of work that wait.</summary>
    public int Pieces { get; private set; }

    public int Count => _waiting.Count;

    /// <summary>Pieces of work of one network that wait.</summary>
    public int Of(string network) => _pieces.GetValueOrDefault(network);

    /// <param name="longest">How many pieces may wait, at present.</param>
    /// <returns>False when there is no room for this network.</returns>
    public bool TryJoin(Waiter waiter, int longest)
    {
        var free = longest - Pieces;
        var own = Of(waiter.Network);
        if (waiter.Pieces > free || (own > 0 && own + waiter.Pieces > (long)Share * free)) return false;

        // Round robin serves as many pieces of every other network first as this one has waiting already.
        var before = own == 0 ? 0 : _pieces.Values.Sum(others => Math.Min(others, own));
        _waiting.Enqueue(waiter, (_served + before, _arrivals++));
        Weigh(waiter, waiter.Pieces);
        return true;
    }

    /// <summary>Takes the next one out; null when nobody waits.</summary>
    public Waiter? Next()
    {
        if (!_waiting.TryDequeue(out var next, out _)) return null;
        Weigh(next, -next.Pieces);
        _served += next.Pieces;
        return next;
    }

    /// <returns>False when the turn had come already.</returns>
    public bool Leave(Waiter waiter)
    {
        if (!_waiting.Remove(waiter, out _, out _, ReferenceEqualityComparer.Instance)) return false;
        Weigh(waiter, -waiter.Pieces);
        return true;
    }

    private void Weigh(Waiter waiter, int pieces)
    {
        Pieces += pieces;
        var left = Of(waiter.Network) + pieces;
        if (left == 0) _pieces.Remove(waiter.Network);
        else _pieces[waiter.Network] = left;
    }
}
