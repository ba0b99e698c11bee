namespace Sparekey.Edges.Storage;

/// <summary>Other writers kept the database for longer than a write may wait. Nothing was changed.</summary>
public sealed class DatabaseBusyException() : Exception("Another writer kept the database for too long.");

/// <summary>
/// The embedded database was moved to a PostgreSQL while this server ran. Waiting does not help: the server must be
/// restarted with the new address.
/// </summary>
/// <param name="where">The PostgreSQL, described for people.</param>
public sealed class DatabaseMovedException(string where, Exception inner) : Exception(
    $"The embedded database was moved to {where}. Stop this server and start it with Sparekey:Database set to that",
    inner);

/// <summary>
/// A row contains members that this program does not know; a newer program writes them during a rolling update. Nothing
/// was changed. A node that runs the newer program can continue.
/// </summary>
public sealed class UnknownBodyException() : Exception("A row holds what this program does not know.");

/// <summary>The database cannot be reached, does not answer in time, or accepts no changes now.</summary>
/// <param name="mayBeDone">The change may have been committed: its outcome is unknown, or it is committed on the
/// primary only.</param>
public sealed class DatabaseUnavailableException(Exception inner, bool mayBeDone = false)
    : Exception("The database is not available.", inner)
{
    public bool MayBeDone { get; } = mayBeDone;

    /// <summary>
    /// For the log: the engine's error code, or the kind of failure. The engine's message is left out, because it may
    /// contain values that were sent.
    /// </summary>
    public string Kind =>
        InnerException is System.Data.Common.DbException { SqlState: { } state }
            ? $"Database refused with {state}"
            : $"Database out of reach ({(InnerException!.InnerException ?? InnerException).GetType().Name})";
}
