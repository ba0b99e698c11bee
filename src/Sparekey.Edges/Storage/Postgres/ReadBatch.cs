using Dapper;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Small reads of many requests, sent together: what is asked while others are on their way goes with the next batch.
/// So a busy server makes few round trips, and an idle one waits for nothing. A batch fails whole, so whoever reads
/// here asks by keys alone.
/// </summary>
/// <param name="patience">How long anybody waits for an answer; then, and for all who wait where no connection is to be
/// had, it is <see cref="DatabaseUnavailableException"/>.</param>
internal sealed class ReadBatch(PostgresPool pool, TimeSpan patience)
{
    private const int Most = 32;    // of one batch, so that the first answer need not wait for many

    /// <summary>At once: while one is answered the next one is asked.</summary>
    public const int Trips = 2;

    private readonly Lock _turn = new();
    private readonly Queue<BatchedRead> _waiting = new();
    private int _under;

    /// <param name="read">Reads every result of its own text, and none beyond.</param>
    public async Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation)
    {
        var asked = new BatchedRead<T>(sql, arguments, read);
        bool goes;
        lock (_turn)
        {
            _waiting.Enqueue(asked);
            if (goes = _under < Trips) _under++;
        }
        if (goes) _ = Task.Run(Go, CancellationToken.None);
        try
        {
            return await asked.Answer.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new DatabaseUnavailableException(e);
        }
        finally
        {
            asked.Leave();
        }
    }

    private async Task Go()
    {
        while (Next() is { Count: > 0 } together)
        {
            try
            {
                await Trip(together);
            }
            catch (Exception e)
            {
                // Each hears of it, and decides for itself whether to ask again. Where no connection was to be had,
                // those behind them need not find that out one by one.
                foreach (var asked in e is DatabaseUnavailableException ? [.. together, .. All()] : together)
                    asked.Fail(e);
            }
        }
    }

    private List<BatchedRead> Next()
    {
        lock (_turn)
        {
            var together = new List<BatchedRead>();
            while (together.Count < Most && _waiting.TryDequeue(out var asked))
                if (!asked.HasLeft) together.Add(asked);
            if (together.Count == 0) _under--;
            return together;
        }
    }

    private List<BatchedRead> All()
    {
        lock (_turn)
        {
            var all = _waiting.ToList();
            _waiting.Clear();
            return all;
        }
    }

    private async Task Trip(List<BatchedRead> together)
    {
        await using var connection = await pool.OpenTogether(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var asked in together)
            foreach (var statement in SqlText.Of(asked.Sql))
                batch.BatchCommands.Add(PostgresArguments.Bind(statement, asked.Arguments));
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        foreach (var asked in together) asked.Take(connection, reader);
    }

    private abstract class BatchedRead(string sql, object? arguments)
    {
        private volatile bool _left;

        /// <summary>Nobody waits for the answer any more.</summary>
        public bool HasLeft => _left;

        public void Leave() => _left = true;

        public string Sql { get; } = sql;
        public object? Arguments { get; } = arguments;

        public abstract void Take(NpgsqlConnection connection, NpgsqlDataReader reader);

        public abstract void Fail(Exception e);
    }

    private sealed class BatchedRead<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read)
        : BatchedRead(sql, arguments)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answer => _answer.Task;

        // The rows are those of everybody, so they are not disposed of here.
        public override void Take(NpgsqlConnection connection, NpgsqlDataReader reader) =>
            _answer.TrySetResult(read(new PostgresRows(connection, Sql, reader)));

        public override void Fail(Exception e) => _answer.TrySetException(e);
    }
}
