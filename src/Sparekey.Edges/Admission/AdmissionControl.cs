namespace Sparekey.Edges.Admission;

/// <summary>
/// Admits requests to slow work. A fixed number of threads does the work. Requests that wait for a slot form a short
/// queue that is fair between networks; further requests are refused at once (decisions/0009).
/// </summary>
/// <remarks>
/// Admission comes before the charge: a request that is refused, or whose client disconnects while it waits, has spent
/// neither attempts nor tokens. There are more slots than threads, because some admitted requests use the database
/// while others use the processor.
/// </remarks>
public abstract class AdmissionControl : IDisposable
{
    // With three slots the threads stay busy, as long as the database needs no longer than one piece before the work
    // and one piece after it.
    private const int SlotsPerThread = 3;

    // The last request of a network waits for the time of two full queues at most: see FairQueue.
    private const int MaxQueuesAhead = 2;

    // The time of a piece is an average over about the last 16 pieces.
    private const int AveragedPieces = 16;

    // In pieces. If one or two pieces take longer than the longest queue, a few requests may still wait.
    private const int MinLongest = 4;

    // Time of a piece before the first measurement: a password hash on a machine of 2020.
    private static readonly TimeSpan InitialPieceTime = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly FairQueue _queue = new();
    private readonly Workers _workers;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _longestQueue;
    private readonly int _threads;
    private int _freeSlots;
    private TimeSpan _pieceTime = InitialPieceTime;

    /// <param name="threads">Number of pieces that run at once.</param>
    /// <param name="longestQueue">Time in which a full queue is worked off. This time and the time of a piece determine
    /// the number of pieces that may wait.</param>
    protected AdmissionControl(string name, int threads, int niceness, TimeSpan longestQueue, TimeProvider clock)
    {
        (_threads, _freeSlots, _longestQueue, _clock) = (threads, threads * SlotsPerThread, longestQueue, clock);
        _workers = new Workers(name, threads, niceness);
    }

    /// <summary>Number of requests that wait for a slot, plus pieces that wait for a thread.</summary>
    public int Waiting
    {
        get { lock (_lock) return _queue.Count + _workers.Waiting; }
    }

    /// <summary>Number of pieces of one network that wait for a slot.</summary>
    public int Pieces(string network)
    {
        lock (_lock) return _queue.Of(network);
    }

    /// <summary>Waits for a slot, at most for the time of two full queues.</summary>
    /// <param name="network">As <c>Visitor.Network</c>: the queue is fair between networks.</param>
    /// <param name="pieces">Approximate number of pieces that the request needs.</param>
    /// <param name="cancellation">Cancels the wait, and work that has not begun.</param>
    /// <returns>A slot, to be disposed of when the work is done. Null at once if the queue is full, or after the
    /// maximum wait if no slot became free, for example because the database hangs.</returns>
    public async Task<Slot?> Enter(string network, int pieces, CancellationToken cancellation)
    {
        var waiter = new Waiter(network, pieces);
        lock (_lock)
        {
            if (_freeSlots > 0)
            {
                _freeSlots--;
                return new Slot(this, cancellation);
            }
            if (!_queue.TryJoin(waiter, LongestInPieces())) return null;
        }
        using var limit = new CancellationTokenSource(MaxQueuesAhead * _longestQueue, _clock);
        await using var gone =
            cancellation.Register(() => Leave(waiter, admission => admission.SetCanceled(cancellation)));
        await using var late = limit.Token.Register(() => Leave(waiter, admission => admission.SetResult(false)));
        return await waiter.Admission.Task ? new Slot(this, cancellation) : null;
    }

    public void Dispose()
    {
        _workers.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Exit()
    {
        lock (_lock)
        {
            if (_queue.Next() is { } next) next.Admission.SetResult(true);
            else _freeSlots++;
        }
    }

    internal Task<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _workers.Add(() =>
        {
            if (cancellation.IsCancellationRequested)
            {
                done.SetCanceled(cancellation);
                return;
            }
            var begun = _clock.GetTimestamp();
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
            lock (_lock) _pieceTime += (_clock.GetElapsedTime(begun) - _pieceTime) / AveragedPieces;
        });
        return done.Task;
    }

    // A waiting request also waits for the work of the admitted requests, so their pieces reduce the queue.
    private int LongestInPieces() =>
        Math.Max(
            MinLongest,
            (int)Math.Min(int.MaxValue, _threads * ((_longestQueue / _pieceTime) - SlotsPerThread + 1)));

    private void Leave(Waiter waiter, Action<TaskCompletionSource<bool>> end)
    {
        bool left;
        lock (_lock) left = _queue.Leave(waiter);
        if (left) end(waiter.Admission);
    }
}
