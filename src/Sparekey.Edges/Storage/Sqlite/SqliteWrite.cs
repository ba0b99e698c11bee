namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// A requested write and its result. The caller receives the result only after the transaction that contains the write
/// has ended.
/// </summary>
/// <param name="waitsForDisk">The commit must wait until the write is on the disk.</param>
/// <param name="since">Timestamp of the request.</param>
internal abstract class SqliteWrite(bool waitsForDisk, long since)
{
    private int _started;

    public bool WaitsForDisk { get; } = waitsForDisk;

    public long Since { get; } = since;

    /// <summary>
    /// Decides once whether the writer begins the write or the caller gives it up: the first call wins.
    /// </summary>
    /// <returns>True for the first call only.</returns>
    public bool TryStart() => Interlocked.Exchange(ref _started, 1) == 0;

    /// <returns>False if the write must be undone.</returns>
    public abstract bool Run(SqliteSession session);

    /// <summary>The transaction failed, so this write failed too.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Gives the result or the error to the caller.</summary>
    public abstract void Complete();
}

/// <inheritdoc cref="SqliteWrite"/>
/// <param name="work">Returns the result, and whether the write is kept. It runs a second time if another write of the
/// transaction made SQLite undo all writes.</param>
internal sealed class SqliteWrite<T>(bool waitsForDisk, long since, Func<SqliteSession, (T Result, bool Kept)> work)
    : SqliteWrite(waitsForDisk, since)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _error;

    public Task<T> Completion => _completion.Task;

    public override bool Run(SqliteSession session)
    {
        _error = null;   // of a first run that was undone
        try
        {
            (_result, var kept) = work(session);
            return kept;
        }
        catch (Exception e)
        {
            _error = e;
            return false;
        }
    }

    public override void Fail(Exception error) => _error = error;

    public override void Complete()
    {
        if (_error is null) _completion.SetResult(_result);
        else _completion.SetException(_error);
    }
}
