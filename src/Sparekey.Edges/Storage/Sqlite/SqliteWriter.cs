using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// The only writer of a file. Writes that arrive while it works enter a queue and are committed together: one
/// transaction and one wait for the disk. Each write has a savepoint of its own, so that a lost claim undoes one write
/// only (decisions/0014).
/// </summary>
/// <remarks>A request that finds the writer free writes at once, on its own thread.</remarks>
/// <param name="timeout">Maximum wait for other writers.</param>
public sealed class SqliteWriter(SqliteSession session, TimeSpan timeout) : IThreadPoolWorkItem, IAsyncDisposable
{
    // Bounds how long the first write of a transaction waits for the last one.
    private const int MaxBatch = 64;

    private readonly Queue<SqliteWrite> _queue = new();
    private readonly TaskCompletionSource _idle = new();
    private bool _writing;
    private bool _closed;
    private bool _waitsForDisk = true;

    /// <param name="waitsForDisk">Whether the commit waits until the write is on the disk.</param>
    /// <param name="work">Writes, and returns the result and whether the write is kept.</param>
    /// <exception cref="DatabaseBusyException">Other writers took too long. Nothing was written.</exception>
    public async Task<T> Write<T>(bool waitsForDisk, Func<SqliteSession, (T Result, bool Kept)> work,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new SqliteWrite<T>(waitsForDisk, Stopwatch.GetTimestamp(), work);
        bool free;
        lock (_queue)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Enqueue(write);
            free = !_writing;
            _writing = true;
        }
        if (free && WriteBatch()) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (write.Completion.IsCompleted) return await write.Completion;
        try
        {
            return await write.Completion.WaitAsync(timeout, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!write.TryStart()) return await write.Completion;   // The write has begun, so it will end.
            if (e is TimeoutException) throw new DatabaseBusyException();
            throw;
        }
    }

    /// <summary>Writes until the queue is empty.</summary>
    public void Execute()
    {
        while (WriteBatch()) { }
    }

    /// <summary>Waits for the writes that run or are queued.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_queue)
        {
            _closed = true;
            if (!_writing) _idle.TrySetResult();
        }
        await _idle.Task;
        session.Dispose();
    }

    // Returns whether more writes are queued; otherwise the writer is free.
    private bool WriteBatch()
    {
        List<SqliteWrite> writes = [];
        lock (_queue)
            while (writes.Count < MaxBatch && _queue.TryDequeue(out var write))
                if (write.TryStart()) writes.Add(write);
        if (writes.Count > 0) Write(writes);
        bool more;
        lock (_queue)
        {
            more = _writing = _queue.Count > 0;
            if (_closed && !more) _idle.TrySetResult();
        }
        foreach (var write in writes) write.Complete();
        return more;
    }

    /// <returns>Null, or the reason why the whole transaction failed.</returns>
    private Exception? Write(List<SqliteWrite> writes)
    {
        var several = writes.Count > 1;
        try
        {
            Begin(writes);
            foreach (var write in writes)
            {
                if (several) Run("SAVEPOINT one_write");
                if (write.Run(session))
                {
                    if (several) Run("RELEASE one_write");
                }
                // Some failures, for example a full disk, end the transaction. Then the other writes are undone too.
                else if (!InTransaction) return WriteSeparately(writes.Where(other => other != write));
                else if (several) Run("ROLLBACK TO one_write; RELEASE one_write");
                else
                {
                    Run("ROLLBACK");
                    return null;
                }
            }
            Run("COMMIT");
            return null;
        }
        catch (Exception e)
        {
            // Nothing was committed, so every write failed.
            foreach (var write in writes) write.Fail(e);
            Undo();
            return e;
        }
    }

    // If one write finds that the file cannot be used, the others fail without waiting for the file again.
    private Exception? WriteSeparately(IEnumerable<SqliteWrite> writes)
    {
        Exception? error = null;
        foreach (var write in writes)
        {
            if (error is null) error = Write([write]);
            else write.Fail(error);
        }
        return error;
    }

    private void Undo()
    {
        try
        {
            if (InTransaction) Run("ROLLBACK");
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            // The next transaction begins with this rollback, and fails if the rollback fails again.
        }
    }

    // A commit that does not wait for the disk stands in the same log before the next one that does: it reaches the
    // disk first, or neither of them does (decisions/0013).
    private void Begin(List<SqliteWrite> writes)
    {
        if (InTransaction) Run("ROLLBACK");
        var waits = writes.Any(write => write.WaitsForDisk);
        if (_waitsForDisk != waits) Run(waits ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _waitsForDisk = waits;
        // The wait in our queue and the wait for other processes share one timeout, so that hundreds of writes behind a
        // locked file are all answered in time.
        var left = timeout - Stopwatch.GetElapsedTime(writes[0].Since);
        // 0 would mean: no timeout.
        session.Connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
        Run("BEGIN IMMEDIATE");
    }

    private bool InTransaction => session.Connection.Handle is { } open && raw.sqlite3_get_autocommit(open) == 0;

    private void Run(string sql) => session.Execute(sql, null);
}
