namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Who writes to which account, in this process. Two at a time go to the server, where one of them waits for the other;
/// everybody else waits here, without a connection, in the order in which they came. So whoever sends many changes of
/// one account keeps nobody else from the database.
/// </summary>
/// <param name="patience">How long anybody waits here for each account; then it is
/// <see cref="DatabaseBusyException"/>.</param>
public sealed class AccountQueues(TimeSpan patience)
{
    // The second one is at the server's lock already when the first one lets go of it.
    private const int AtOnce = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Queue> _queues = [];

    private sealed class Queue
    {
        /// <summary>Gives turns in the order in which they were asked for.</summary>
        public SemaphoreSlim Turns { get; } = new(AtOnce);

        /// <summary>Inside or waiting. With the last one the queue goes.</summary>
        public int People { get; set; }
    }

    /// <summary>Accounts that somebody writes to, or waits for, now.</summary>
    public int Count
    {
        get { lock (_lock) return _queues.Count; }
    }

    /// <param name="keys">As <see cref="PostgresLocks.Of"/>, each once and in ascending order: so no two ever wait for
    /// each other in a ring.</param>
    /// <param name="work">Waits for no other queue.</param>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    /// <exception cref="DatabaseBusyException">Others were before it for too long. Nothing was done.</exception>
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
            queue.People++;
        }
        var entered = false;
        try
        {
            entered = await queue.Turns.WaitAsync(patience, cancellation);
        }
        finally
        {
            if (!entered) Forget(key, queue);
        }
        if (!entered) throw new DatabaseBusyException();
    }

    private void Leave(long key)
    {
        lock (_lock)
        {
            var queue = _queues[key];
            queue.Turns.Release();
            Forget(key, queue);
        }
    }

    private void Forget(long key, Queue queue)
    {
        lock (_lock)
            if (--queue.People == 0) _queues.Remove(key);
    }
}
