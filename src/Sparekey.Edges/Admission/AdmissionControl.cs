namespace Sparekey.Edges.Admission;

/// <summary>
/// Stands before slow work: so many pieces at once, a short line in front that is fair between networks, and everybody
/// else is turned away at once.
/// </summary>
/// <remarks>
/// A request waits for its turn first, and only then charges attempts and spends tokens. So whoever is turned away, or
/// goes away while waiting, has lost nothing. A few more are let in than can work at once: they are at the database
/// while others have the processor.
/// </remarks>
public abstract class AdmissionControl : IDisposable
{
    // Let in at once, for each slot. Three keep the slots busy as long as the database takes no longer than a piece of
    // work, before it and after it.
    private const int RoomPerSlot = 3;

    // Full lines that the last one of a network may have before it: see <see cref="FairQueue"/>.
    private const int MostLines = 2;

    // The last 16 pieces or so tell how long one takes.
    private const int Memory = 16;

    // Where work takes so long that patience is over after a piece or two, it is still better to let a few wait.
    private const int ShortestLine = 4;

    // Before anything was measured: a password hash on a machine of 2020.
    private static readonly TimeSpan FirstGuess = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly FairQueue _line = new();
    private readonly Workers _workers;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly int _slots;
    private int _room;
    private TimeSpan _piece = FirstGuess;

    /// <param name="slots">Pieces of work at once, each with a thread.</param>
    /// <param name="patience">How long a full line takes to be worked off; how many may wait follows from it and from
    /// how long a piece takes.</param>
    protected AdmissionControl(string name, int slots, int niceness, TimeSpan patience, TimeProvider clock)
    {
        (_slots, _room, _patience, _clock) = (slots, slots * RoomPerSlot, patience, clock);
        _workers = new Workers(name, slots, niceness);
    }

    /// <summary>How many wait now: for their turn, or with it for a thread.</summary>
    public int Waiting
    {
        get { lock (_lock) return _line.Count + _workers.Waiting; }
    }

    /// <summary>How much of one network waits for its turn.</summary>
    public int Pieces(string network)
    {
        lock (_lock) return _line.Of(network);
    }

    /// <summary>Waits for a turn, at most for as long as the line takes twice.</summary>
    /// <param name="network">As <c>Visitor.Network</c>: turns go round between networks.</param>
    /// <param name="pieces">How often the place will be used, about.</param>
    /// <param name="cancellation">Ends the wait, and work that was not begun.</param>
    /// <returns>Null when too many wait already, at once; or when those inside hang, as they do where the database
    /// hangs. Otherwise a place to be disposed of when the work is done.</returns>
    public async Task<Slot?> Enter(string network, int pieces, CancellationToken cancellation)
    {
        var waiter = new Waiter(network, pieces);
        lock (_lock)
        {
            if (_room > 0)
            {
                _room--;
                return new Slot(this, cancellation);
            }
            if (!_line.TryJoin(waiter, Longest())) return null;
        }
        using var limit = new CancellationTokenSource(MostLines * _patience, _clock);
        await using var gone = cancellation.Register(() => Leave(waiter, turn => turn.SetCanceled(cancellation)));
        await using var late = limit.Token.Register(() => Leave(waiter, turn => turn.SetResult(false)));
        return await waiter.Turn.Task ? new Slot(this, cancellation) : null;
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
            if (_line.Next() is { } next) next.Turn.SetResult(true);
            else _room++;
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
            lock (_lock) _piece += (_clock.GetElapsedTime(begun) - _piece) / Memory;
        });
        return done.Task;
    }

    // What those inside have to do yet is waited for as well.
    private int Longest() =>
        Math.Max(ShortestLine, (int)Math.Min(int.MaxValue, _slots * ((_patience / _piece) - RoomPerSlot + 1)));

    private void Leave(Waiter waiter, Action<TaskCompletionSource<bool>> tell)
    {
        bool left;
        lock (_lock) left = _line.Leave(waiter);
        if (left) tell(waiter.Turn);
    }
}
