using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// The one writer of a file. What comes while it writes is written next, together: one transaction and one wait for the
/// disk, in which each has a savepoint of its own, so that what one of them loses is undone alone (decisions/0014).
/// </summary>
/// <remarks>Whoever finds it free writes on their own thread, at once.</remarks>
public sealed class SqliteWriter(SqliteSession session, TimeSpan patience) : IThreadPoolWorkItem, IAsyncDisposable
{
    // So that the first of them does not wait long for the last.
    private const int Together = 64;

    private readonly Queue<SqliteWrite> _line = new();
    private readonly TaskCompletionSource _idle = new();
    private bool _writes;
    private bool _closed;
    private bool _waitsForDisk = true;

    /// <param name="waitsForDisk">Whether the commit waits until it is on the disk.</param>
    /// <param name="work">What is written; it says what came of it and whether it is to be kept.</param>
    /// <exception cref="DatabaseBusyException">Others were before it for too long. Nothing was done.</exception>
    public async Task<T> Write<T>(bool waitsForDisk, Func<SqliteSession, (T Result, bool Kept)> work,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var turn = new SqliteWrite<T>(waitsForDisk, Stopwatch.GetTimestamp(), work);
        bool free;
        lock (_line)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _line.Enqueue(turn);
            free = !_writes;
            _writes = true;
        }
        if (free && WriteSome()) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (turn.Told.IsCompleted) return await turn.Told;
        try
        {
            return await turn.Told.WaitAsync(patience, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!turn.Settles()) return await turn.Told;   // it has begun, so it ends
            if (e is TimeoutException) throw new DatabaseBusyException();
            throw;
        }
    }

    /// <summary>Writes until nobody waits.</summary>
    public void Execute()
    {
        while (WriteSome()) { }
    }

    /// <summary>After whoever writes, or waits to.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_line)
        {
            _closed = true;
            if (!_writes) _idle.TrySetResult();
        }
        await _idle.Task;
        session.Dispose();
    }

    // Whether others have come meanwhile; otherwise the writer is free.
    private bool WriteSome()
    {
        List<SqliteWrite> turns = [];
        lock (_line)
            while (turns.Count < Together && _line.TryDequeue(out var turn))
                if (turn.Settles()) turns.Add(turn);
        if (turns.Count > 0) Write(turns);
        bool more;
        lock (_line)
        {
            more = _writes = _line.Count > 0;
            if (_closed && !more) _idle.TrySetResult();
        }
        foreach (var turn in turns) turn.Tells();
        return more;
    }

    /// <returns>Why none of it could be written, or null.</returns>
    private Exception? Write(List<SqliteWrite> turns)
    {
        var together = turns.Count > 1;
        try
        {
            Begin(turns);
            foreach (var turn in turns)
            {
                if (together) Say("SAVEPOINT turn");
                if (turn.Does(session))
                {
                    if (together) Say("RELEASE turn");
                }
                // It failed in a way that ends the transaction, as a full disk does, and the others are undone with it.
                else if (!InTransaction) return EachAlone(turns.Where(other => other != turn));
                else if (together) Say("ROLLBACK TO turn; RELEASE turn");
                else
                {
                    Say("ROLLBACK");
                    return null;
                }
            }
            Say("COMMIT");
            return null;
        }
        catch (Exception e)
        {
            // Nothing was committed, so everybody is told that it failed.
            foreach (var turn in turns) turn.Fails(e);
            Undo();
            return e;
        }
    }

    // Where one finds the file out of reach, the rest do not wait for it as well.
    private Exception? EachAlone(IEnumerable<SqliteWrite> turns)
    {
        Exception? trouble = null;
        foreach (var turn in turns)
        {
            if (trouble is null) trouble = Write([turn]);
            else turn.Fails(trouble);
        }
        return trouble;
    }

    private void Undo()
    {
        try
        {
            if (InTransaction) Say("ROLLBACK");
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            // Whoever begins next undoes it first, or is told why not.
        }
    }

    // A commit that does not wait is in the same file as the next one that does, before it: it gets there first or
    // neither does.
    private void Begin(List<SqliteWrite> turns)
    {
        if (InTransaction) Say("ROLLBACK");
        var waits = turns.Any(turn => turn.WaitsForDisk);
        if (_waitsForDisk != waits) Say(waits ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _waitsForDisk = waits;
        // The wait for our own writers and the one for those of other processes are one wait: hundreds that queue
        // behind a stuck file are all answered in time.
        var left = patience - Stopwatch.GetElapsedTime(turns[0].Since);
        // 0 would wait for ever
        session.Connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
        Say("BEGIN IMMEDIATE");
    }

    private bool InTransaction => session.Connection.Handle is { } open && raw.sqlite3_get_autocommit(open) == 0;

    private void Say(string sql) => session.Execute(sql, null);
}
