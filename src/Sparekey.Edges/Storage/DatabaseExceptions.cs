namespace Sparekey.Edges.Storage;

/// <summary>Nobody could write for as long as a step may wait: the step is refused, nothing was changed.</summary>
public sealed class DatabaseBusyException() : Exception("Another writer kept the database for too long.");

/// <summary>
/// The embedded database was moved to a PostgreSQL under a server at work. It comes back no more: whoever asks is told
/// at once.
/// </summary>
/// <param name="where">The PostgreSQL, as people know it.</param>
public sealed class DatabaseMovedException(string where, Exception inner) : Exception(
    $"The embedded database was moved to {where}. Stop this server and start it with Sparekey:Database set to that",
    inner);

/// <summary>
/// A row holds more than this program knows, as a newer one writes it during a rolling update. Nothing was changed; a
/// node that knows it can go on.
/// </summary>
public sealed class UnknownBodyException() : Exception("A row holds what this program does not know.");

/// <summary>The database cannot be reached, does not answer in time, or does not take changes now.</summary>
/// <param name="mayBeDone">The connection ended while a change was under way: nobody knows whether it was
/// committed.</param>
public sealed class DatabaseUnavailableException(Exception inner, bool mayBeDone = false)
    : Exception("The database is not available.", inner)
{
    public bool MayBeDone { get; } = mayBeDone;

    /// <summary>
    /// What happened, for the log: the engine's code, or the kind of failure. Never its text, which may hold what was
    /// sent.
    /// </summary>
    public string Kind =>
        InnerException is System.Data.Common.DbException { SqlState: { } state }
            ? $"Database refused with {state}"
            : $"Database out of reach ({(InnerException!.InnerException ?? InnerException).GetType().Name})";
}
