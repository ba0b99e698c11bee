using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Lets one process at a time do some work, under a session lock. The lock ends with the work, or with the connection
/// of a process that dies.
/// </summary>
internal static class SingleRunner
{
    /// <summary>
    /// As <see cref="Database.RunSingle"/>. If the connection ends during the work, the lock is lost: another process
    /// may begin, so the work is cancelled.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">No connection was available, or the lock was lost.</exception>
    public static async Task<bool> Run(PostgresPool pool, string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        try
        {
            await using var connection = await pool.OpenDedicated(cancellation);
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, hashtext($2))", connection)
            {
                Parameters = { new() { Value = PostgresLocks.PeriodicJobs }, new() { Value = name } },
            };
            if (await take.ExecuteScalarAsync(cancellation) is not true) return false;
            using var locked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = CancelWhenClosed(connection, locked);
            try
            {
                await work(locked.Token);
            }
            finally
            {
                await locked.CancelAsync();
                await watch;
            }
            return true;   // Closing the connection releases the lock.
        }
        catch (Exception e)
            when (e is NpgsqlException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new DatabaseUnavailableException(e);
        }
    }

    // The connection receives no notifications, so the wait ends only with the connection or with the work.
    private static async Task CancelWhenClosed(NpgsqlConnection connection, CancellationTokenSource locked)
    {
        try
        {
            while (true) await connection.WaitAsync(locked.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            await locked.CancelAsync();
        }
    }
}
