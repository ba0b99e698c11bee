using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// What one process at a time does, under a lock of the session: it ends with the work, or with the connection of a
/// process that dies.
/// </summary>
internal static class SingleRunner
{
    /// <summary>
    /// As <see cref="Database.Alone"/>. Where the connection ends before the work, another process may be at it, so the
    /// work is cancelled.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The lock could not be asked for, or was lost.</exception>
    public static async Task<bool> Run(PostgresPool pool, string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        try
        {
            await using var connection = await pool.OpenAlone(cancellation);
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, hashtext($2))", connection)
            {
                Parameters = { new() { Value = PostgresLocks.Chores }, new() { Value = name } },
            };
            if (await take.ExecuteScalarAsync(cancellation) is not true) return false;
            using var holds = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var held = Holds(connection, holds);
            try
            {
                await work(holds.Token);
            }
            finally
            {
                await holds.CancelAsync();
                await held;
            }
            return true;   // closing the connection lets go
        }
        catch (Exception e)
            when (e is NpgsqlException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new DatabaseUnavailableException(e);
        }
    }

    // Nothing is ever said on it: it only ends.
    private static async Task Holds(NpgsqlConnection connection, CancellationTokenSource holds)
    {
        try
        {
            while (true) await connection.WaitAsync(holds.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            await holds.CancelAsync();
        }
    }
}
