using Dapper;
using Npgsql;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// A PostgreSQL, shared with any number of other nodes. Whatever is asked of it goes there and back once, as one batch,
/// which is one transaction.
/// </summary>
/// <remarks>
/// A change that decides anything first locks every account and reviewer that it names, so that changes of one account
/// come one after the other, as they do with the one writer of SQLite, and every statement sees what the change before
/// left (decisions/0008).
/// </remarks>
public sealed class PostgresDatabase : Database
{
    // With one lock an account, two changes seldom stand in each other's way; that it happens so often in a row means
    // trouble.
    private const int Attempts = 5;

    private const string Wake = "sparekey_outbox";
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromSeconds(5);

    // For this transaction: neither the disk nor a standby is waited for. The next commit that waits, waits for this
    // one too.
    private const string DoNotWait = "SELECT set_config('synchronous_commit', 'off', true)";

    private readonly PostgresPool _pool;
    private readonly ReadBatch _together;
    private readonly AccountQueues _lines;

    /// <param name="patience">How long a statement waits for others, or for a connection; then it fails with
    /// <see cref="DatabaseUnavailableException"/>.</param>
    public PostgresDatabase(PostgresAddress address, SecretBox box, TimeProvider clock, Randomness random,
        TimeSpan patience)
        : base(box, clock, random)
    {
        _pool = new(address, patience);
        _together = new(_pool, patience);
        _lines = new(patience);
    }

    public override Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Try(() => Run(sql, arguments, read, cancellation), mayRepeat: true);

    public override Task<T> ReadBatched<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation)
    {
        Asked?.Invoke(sql);
        return Try(() => _together.Read(sql, arguments, read, cancellation), mayRepeat: true);
    }

    // Whoever hangs up does not take back what was charged: only the wait for a connection can be given up.
    private protected override Task<T> Charge<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        bool ahead, CancellationToken cancellation) =>
        _lines.Run(PostgresLocks.Of(Arguments.Named(arguments)),
            () => Try(() => Run(sql, arguments, read, cancellation, CancellationToken.None, ahead), mayRepeat: false),
            cancellation);

    public override string Sql(string sqlite, string postgres) => postgres;

    private protected override Task<Refusal?> Write(Change change, DateTimeOffset now, CancellationToken cancellation)
    {
        var keys = PostgresChange.Keys(change);
        var asked = PostgresChange.Of(change, keys, change.Events.Select(happened => Insert(change, happened, now)),
            change.Messages.Select(m => (Seal(m.Message, now), m.Counts)));
        return asked.Count == 0
            ? Task.FromResult<Refusal?>(null)
            : _lines.Run(keys, () => Try(() => Run(change, asked, cancellation), mayRepeat: false), cancellation);
    }

    private async Task<T> Run<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken waiting, CancellationToken? running = null, bool ahead = false)
    {
        Asked?.Invoke(sql);
        await using var connection = await _pool.Open(waiting);
        var gaveUp = Standby.Hears(connection);
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

    private async Task<Refusal?> Run(Change change, List<PostgresChange.BatchStatement> asked,
        CancellationToken waiting)
    {
        foreach (var one in asked) Asked?.Invoke(one.Sql);
        await using var connection = await _pool.Open(waiting);
        var gaveUp = Standby.Hears(connection);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var one in asked)
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
                // All of it was undone, so all of it is done again.
            }
            catch (NpgsqlException e)
            {
                if (PostgresPool.LeadsNowhere(e)) _pool.Forget();
                // What only reads may be asked again at once; whether a change was committed, nobody knows.
                if (mayRepeat && attempt == 1
                    && (e.InnerException is IOException || e.SqlState == PostgresErrorCodes.AdminShutdown))
                    continue;
                throw new DatabaseUnavailableException(e, !mayRepeat && MayBeDone(e));
            }
        }
    }

    // A server that is told to stop while it waits for its standby has committed already, and says no more than that it
    // stops. One that cannot write its log any more ends (PANIC), and nobody knows which commits it will find there.
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
            // The others look by themselves as well, only less often.
        }
    }

    public override async Task Listen(Action messagesWritten, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await using var connection = await _pool.OpenAlone(cancellation);
                connection.Notification += (_, _) => messagesWritten();
                await using (var listen = new NpgsqlCommand($"LISTEN {Wake}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                while (true) await connection.WaitAsync(cancellation);
            }
            catch (Exception e) when (e is NpgsqlException or DatabaseUnavailableException)
            {
                // This connection hears at once when the server goes, those that lie idle in the pool when somebody
                // needs them.
                if (e is NpgsqlException) _pool.Forget();
                // Whoever sends looks by itself as well, only less often.
                await Task.Delay(BetweenConnections, cancellation);
            }
        }
    }

    public override ValueTask DisposeAsync() => _pool.DisposeAsync();
}
