using Dapper;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Small reads of many requests, sent together: reads that arrive while batches are under way go with the next batch. A
/// busy server makes few round trips, and on an idle server a read does not wait. A batch fails as a whole, so only
/// reads by keys are sent this way (decisions/0013).
/// </summary>
/// <param name="timeout">Maximum wait for a result; then <see cref="DatabaseUnavailableException"/> is thrown. All
/// waiting reads receive it at once if no connection is available.</param>
internal sealed class ReadBatch(PostgresPool pool, TimeSpan timeout)
{
    private const int MaxReads = 32;    // in one batch, so that the first read need not wait for many others

    /// <summary>
    /// Maximum number of batches under way: while the server answers one batch, the next one is sent.
    /// </summary>
    public const int MaxConcurrent = 2;

    private readonly Lock _lock = new();
    private readonly Queue<BatchedRead> _waiting = new();
    private int _running;

    /// <param name="read">Reads every result of its own statements, and no further result.</param>
    public async Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation)
    {
        var batched = new BatchedRead<T>(sql, arguments, read);
        bool starts;
        lock (_lock)
        {
            _waiting.Enqueue(batched);
            if (starts = _running < MaxConcurrent) _running++;
        }
        if (starts) _ = Task.Run(Run, CancellationToken.None);
        try
        {
            return await batched.Result.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new DatabaseUnavailableException(e);
        }
        finally
        {
            batched.Abandon();
        }
    }

    private async Task Run()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                await Send(batch);
            }
            catch (Exception e)
            {
                // Each caller decides whether to try again. If no connection was available, the waiting reads fail too,
                // because each of them would wait for a connection in vain.
                foreach (var read in e is DatabaseUnavailableException ? [.. batch, .. All()] : batch) read.Fail(e);
            }
        }
    }

    private List<BatchedRead> Next()
    {
        lock (_lock)
        {
            var batch = new List<BatchedRead>();
            while (batch.Count < MaxReads && _waiting.TryDequeue(out var read))
                if (!read.IsAbandoned) batch.Add(read);
            if (batch.Count == 0) _running--;
            return batch;
        }
    }

    private List<BatchedRead> All()
    {
        lock (_lock)
        {
            var all = _waiting.ToList();
            _waiting.Clear();
            return all;
        }
    }

    private async Task Send(List<BatchedRead> reads)
    {
        await using var connection = await pool.OpenForReadBatch(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var read in reads)
            foreach (var statement in SqlText.Of(read.Sql))
                batch.BatchCommands.Add(PostgresArguments.Bind(statement, read.Arguments));
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        foreach (var read in reads) read.Complete(connection, reader);
    }

    private abstract class BatchedRead(string sql, object? arguments)
    {
        private volatile bool _abandoned;

        /// <summary>The caller no longer waits for the result.</summary>
        public bool IsAbandoned => _abandoned;

        public void Abandon() => _abandoned = true;

        public string Sql { get; } = sql;
        public object? Arguments { get; } = arguments;

        public abstract void Complete(NpgsqlConnection connection, NpgsqlDataReader reader);

        public abstract void Fail(Exception e);
    }

    private sealed class BatchedRead<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read)
        : BatchedRead(sql, arguments)
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Result => _result.Task;

        // The reader belongs to the whole batch, so the rows are not disposed of here.
        public override void Complete(NpgsqlConnection connection, NpgsqlDataReader reader) =>
            _result.TrySetResult(read(new PostgresRows(connection, Sql, reader)));

        public override void Fail(Exception e) => _result.TrySetException(e);
    }
}
