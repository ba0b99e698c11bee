using Dapper;
using Npgsql;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// A PostgreSQL that any number of nodes share. Each operation is one batch, one transaction and one round trip.
/// </summary>
/// <remarks>
/// A change takes its locks first, unless it is a single statement that decides nothing. Changes of one account
/// therefore run one after the other, as they do with the one writer of SQLite, and each statement sees the result of
/// the change before (decisions/0008).
/// </remarks>
public sealed class PostgresDatabase : Database
{
    // Changes of different accounts rarely conflict. So many conflicts in a row mean that something is broken.
    private const int Attempts = 5;

    private const string Wake = "sparekey_outbox";
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromSeconds(5);

    // For this transaction: the commit waits neither for the disk nor for a standby. The next commit that does wait
    // makes this one durable too.
    private const string DoNotWait = "SELECT set_config('synchronous_commit', 'off', true)";

    private readonly PostgresPool _pool;
    private readonly ReadBatch _readBatch;
    private readonly AccountQueues _queues;

    /// <param name="patience">Maximum wait of a statement for other statements or for a connection. After it the
    /// statement fails with <see cref="DatabaseUnavailableException"/>.</param>
    public PostgresDatabase(PostgresAddress address, SecretBox box, TimeProvider clock, Randomness random,
        TimeSpan patience)
        : base(box, clock, random)
    {
        _pool = new(address, patience);
        _readBatch = new(_pool, patience);
        _queues = new(patience);
    }

    public override Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Try(() => Run(sql, arguments, read, cancellation), mayRepeat: true);

    public override Task<T> ReadBatched<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation)
    {
        Hear(sql, arguments, null);
        return Try(() => _readBatch.Read(sql, arguments, read, cancellation), mayRepeat: true);
    }

    // A caller that hangs up cannot undo a charge: cancellation ends only the wait for a connection.
    private protected override Task<T> Charge<T>(Locks locks, string sql, object? arguments,
        Func<SqlMapper.GridReader, T> read, bool ahead, CancellationToken cancellation) =>
        _queues.Run(
            PostgresLocks.Of(locks.Ids),
            () => Try(() => Run(sql, arguments, read, cancellation, CancellationToken.None, locks, ahead),
                mayRepeat: false),
            cancellation);

    public override string Sql(string sqlite, string postgres) => postgres;

    private protected override Task<Refusal?> Write(Change change, DateTimeOffset now, CancellationToken cancellation)
    {
        var keys = PostgresChange.Keys(change);
        var batch = PostgresChange.Of(change, keys, change.Events.Select(happened => Insert(change, happened, now)),
            change.Messages.Select(m => (Seal(m.Message, now), m.Counts)));
        return batch.Count == 0
            ? Task.FromResult<Refusal?>(null)
            : _queues.Run(keys, () => Try(() => Run(change, batch, cancellation), mayRepeat: false), cancellation);
    }

    private async Task<T> Run<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken waiting, CancellationToken? running = null, Locks? locks = null, bool ahead = false)
    {
        Hear(sql, arguments, locks);
        await using var connection = await _pool.Open(waiting);
        var gaveUp = Standby.WatchCommits(connection);
        await using var batch = new NpgsqlBatch(connection);
        if (ahead) batch.BatchCommands.Add(new(DoNotWait));
        foreach (var statement in SqlText.Of(sql))
            batch.BatchCommands.Add(PostgresArguments.Bind(statement, arguments));
        await using var reader = await batch.ExecuteReaderAsync(running ?? waiting);
        if (ahead) await reader.NextResultAsync(CancellationToken.None);
        using var rows = new PostgresRows(connection, sql, reader);
        var result = read(rows);
        // The transaction has ended when everything was read.
        while (!reader.IsClosed && await reader.NextResultAsync(CancellationToken.None)) { }
        if (gaveUp()) throw Standby.NotReached();
        return result;
    }

    private async Task<Refusal?> Run(Change change, List<PostgresChange.BatchStatement> statements,
        CancellationToken waiting)
    {
        foreach (var one in statements) Hear(one.Sql, one.Arguments, change.Locks);
        await using var connection = await _pool.Open(waiting);
        var gaveUp = Standby.WatchCommits(connection);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var one in statements)
            foreach (var statement in SqlText.Of(one.Sql))
                batch.BatchCommands.Add(PostgresArguments.Bind(statement, one.Arguments));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return gaveUp() ? throw Standby.NotReached() : null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresChange.Lost)
        {
            return PostgresChange.LostBy(change, e.MessageText);
        }
    }

    private async Task<T> Try<T>(Func<Task<T>> trip, bool mayRepeat)
    {
        for (var attempt = 1; ; attempt++)
        {
            CountTrip();
            try
            {
                return await trip();
            }
            catch (PostgresException e)
                when (e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
                    && attempt < Attempts)
            {
                // The transaction was rolled back and is repeated.
            }
            catch (NpgsqlException e)
            {
                if (PostgresPool.IsServerLost(e)) _pool.DiscardConnections();
                // A read may be repeated at once. A write may not: it may have been committed.
                if (mayRepeat && attempt == 1
                    && (e.InnerException is IOException || e.SqlState == PostgresErrorCodes.AdminShutdown))
                    continue;
                throw new DatabaseUnavailableException(e, !mayRepeat && MayBeDone(e));
            }
        }
    }

    // A server that is stopped while it waits for its standby has committed already, but only reports that it stops. A
    // server that cannot write its log ends (PANIC), and nobody knows which commits are in the log.
    private static bool MayBeDone(NpgsqlException e) =>
        e is PostgresException { InvariantSeverity: "FATAL" or "PANIC" }
            || (e is not PostgresException && e.InnerException is IOException or TimeoutException);

    public override Task<bool> RunSingle(string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation) =>
        SingleRunner.Run(_pool, name, work, cancellation);

    public override async Task Announce(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _pool.Open(cancellation);
            await using var notify = new NpgsqlCommand($"NOTIFY {Wake}", connection);
            await notify.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or DatabaseUnavailableException)
        {
            // The other processes also poll, only less often.
        }
    }

    public override async Task Listen(Action messagesWritten, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await using var connection = await _pool.OpenDedicated(cancellation);
                connection.Notification += (_, _) => messagesWritten();
                await using (var listen = new NpgsqlCommand($"LISTEN {Wake}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                while (true) await connection.WaitAsync(cancellation);
            }
            catch (Exception e) when (e is NpgsqlException or DatabaseUnavailableException)
            {
                // This connection notices at once that the server is gone. Idle connections of the pool notice only
                // when they are used.
                if (e is NpgsqlException) _pool.DiscardConnections();
                // The outbox also polls, only less often.
                await Task.Delay(BetweenConnections, cancellation);
            }
        }
    }

    public override ValueTask DisposeAsync() => _pool.DisposeAsync();
}
