namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// What somebody wants written, and what came of it: told only when the transaction that it was part of has ended.
/// </summary>
internal abstract class SqliteWrite(bool waitsForDisk, long since)
{
    private int _begun;

    public bool WaitsForDisk { get; } = waitsForDisk;

    /// <summary>When it came, a timestamp.</summary>
    public long Since { get; } = since;

    /// <summary>Makes it begun or given up, whichever is first.</summary>
    /// <returns>Whether this call did.</returns>
    public bool Settles() => Interlocked.Exchange(ref _begun, 1) == 0;

    /// <returns>Whether what was written is kept.</returns>
    public abstract bool Does(SqliteSession session);

    /// <summary>The transaction failed, so it did too.</summary>
    public abstract void Fails(Exception trouble);

    public abstract void Tells();
}

/// <inheritdoc cref="SqliteWrite"/>
/// <param name="work">What it says and whether it is to be kept. Runs again where SQLite undid everything because of
/// another one.</param>
internal sealed class SqliteWrite<T>(bool waitsForDisk, long since, Func<SqliteSession, (T Result, bool Kept)> work)
    : SqliteWrite(waitsForDisk, since)
{
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _trouble;

    public Task<T> Told => _told.Task;

    public override bool Does(SqliteSession session)
    {
        _trouble = null;   // of a first time that was undone
        try
        {
            (_result, var kept) = work(session);
            return kept;
        }
        catch (Exception e)
        {
            _trouble = e;
            return false;
        }
    }

    public override void Fails(Exception trouble) => _trouble = trouble;

    public override void Tells()
    {
        if (_trouble is null) _told.SetResult(_result);
        else _told.SetException(_trouble);
    }
}
