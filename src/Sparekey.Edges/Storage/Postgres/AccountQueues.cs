namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// One queue for each account, inside this process. Two changes of an account at a time go to the server, where one
/// waits for the other. Further changes wait here, without a connection, in the order of arrival. So many changes of
/// one account cannot occupy all connections (decisions/0008).
/// </summary>
/// <param name="timeout">Maximum wait in each queue; then <see cref="DatabaseBusyException"/> is thrown.</param>
public sealed class AccountQueues(TimeSpan timeout)
{
    // While the first change runs, the second one already waits for the lock at the server, so no time is lost.
    private const int MaxConcurrent = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Queue> _queues = [];

    private sealed class Queue
    {
        /// <summary>Admits in the order of arrival.</summary>
        public SemaphoreSlim Semaphore { get; } = new(MaxConcurrent);

        /// <summary>Requests that run or wait. The queue is removed with the last one.</summary>
        public int Requests { get; set; }
    }

    /// <summary>Number of accounts with a request that runs or waits.</summary>
    public int Count
    {
        get { lock (_lock) return _queues.Count; }
    }

    /// <param name="keys">From <see cref="PostgresLocks.Of(IEnumerable{Guid})"/>: distinct and in ascending order. The
    /// order prevents deadlocks.</param>
    /// <param name="work">Must not enter another queue.</param>
    /// <param name="cancellation">Cancels the wait, not the work.</param>
    /// <exception cref="DatabaseBusyException">Earlier requests took too long. The work was not begun.</exception>
    public async Task<T> Run<T>(long[] keys, Func<Task<T>> work, CancellationToken cancellation)
    {
        var entered = 0;
        try
        {
            for (; entered < keys.Length; entered++) await Enter(keys[entered], cancellation);
            return await work();
        }
        finally
        {
            while (entered > 0) Leave(keys[--entered]);
        }
    }

    private async ValueTask Enter(long key, CancellationToken cancellation)
    {
        Queue? queue;
        lock (_lock)
        {
            if (!_queues.TryGetValue(key, out queue)) _queues.Add(key, queue = new());
            queue.Requests++;
        }
        var entered = false;
        try
        {
            entered = await queue.Semaphore.WaitAsync(timeout, cancellation);
        }
        finally
        {
            if (!entered) Remove(key, queue);
        }
        if (!entered) throw new DatabaseBusyException();
    }

    private void Leave(long key)
    {
        lock (_lock)
        {
            var queue = _queues[key];
            queue.Semaphore.Release();
            Remove(key, queue);
        }
    }

    private void Remove(long key, Queue queue)
    {
        lock (_lock)
            if (--queue.Requests == 0) _queues.Remove(key);
    }
}
