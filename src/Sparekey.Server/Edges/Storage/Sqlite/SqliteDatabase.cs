using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Sparekey.Server.Edges.Crypto;

namespace Sparekey.Server.Edges.Storage.Sqlite;

/// <summary>The embedded database: SQLite in WAL mode with full synchronisation, one writer at a time, any number of readers.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly string _settings;
    private readonly SqliteSession _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private bool _waitsForDisk = true;
    private readonly SemaphoreSlim _turn = new(1, 1);   // waiting here is fair; waiting inside SQLite polls
    private readonly TimeSpan _patience;

    /// <param name="patience">How long a step waits for other writers, whole seconds; then it fails with <see cref="DatabaseBusyException"/> or what SQLite says.</param>
    public SqliteDatabase(string file, SecretBox box, TimeProvider clock, Randomness random, TimeSpan patience) : base(box, clock, random)
    {
        _patience = patience;
        File = file;
        var settings = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = (int)patience.TotalSeconds };
        settings.Pooling = false;   // they are kept here, with what they have prepared
        _settings = settings.ToString();
        _writer = new SqliteSession(_settings);
        _writer.Connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    }

    public string File { get; }

    public override Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read, CancellationToken cancellation)
    {
        CountTrip();
        Asked?.Invoke(sql);
        cancellation.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var reader)) reader = new SqliteSession(_settings);
        try
        {
            var result = reader.Read(sql, arguments, null, read);
            _readers.Add(reader);
            return Task.FromResult(result);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private protected override async Task<T> Charge<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read, bool ahead, CancellationToken cancellation)
    {
        CountTrip();
        Asked?.Invoke(sql);
        await TakeTurn(cancellation);
        try
        {
            using var transaction = Begin(waitsForDisk: !ahead);
            var result = _writer.Read(sql, arguments, transaction, read);
            transaction.Commit();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override string Sql(string sqlite, string postgres) => sqlite;

    /// <summary>One process works on a file, so it is always alone.</summary>
    public override async Task<bool> Alone(string name, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        await work(cancellation);
        return true;
    }

    public override Task Announce(CancellationToken cancellation) => Task.CompletedTask;

    public override Task Listen(Action messagesWritten, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private protected override async Task<string?> Write(Change change, DateTimeOffset now, CancellationToken cancellation)
    {
        CountTrip();
        await TakeTurn(cancellation);
        try
        {
            using var transaction = Begin(waitsForDisk: true);
            foreach (var statement in change.Statements)
            {
                var touched = Does(statement, transaction);
                if (statement.Claim is not null && touched != 1) return statement.Claim;   // disposing rolls back
            }
            foreach (var happened in change.Events)
            {
                var statement = Insert(change, happened, now);
                Does(statement, transaction);
            }
            foreach (var (message, counts) in change.Messages) Send(transaction, Seal(message, now), counts);
            transaction.Commit();
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    // Without waiting, a commit is in the same file as the next one that waits, before it: it gets there first or neither does.
    private SqliteTransaction Begin(bool waitsForDisk)
    {
        if (_waitsForDisk != waitsForDisk) _writer.Execute(waitsForDisk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", null, null);
        _waitsForDisk = waitsForDisk;
        return _writer.Connection.BeginTransaction(deferred: false);
    }

    // How many rows were touched, or found by a statement that only looks.
    private long Does(Change.Statement statement, SqliteTransaction transaction)
    {
        Asked?.Invoke(statement.Sql);
        return statement.Looks ? _writer.Scalar($"SELECT COUNT(*) FROM ({statement.Sql})", statement.Arguments, transaction) : _writer.Execute(statement.Sql, statement.Arguments, transaction);
    }

    private void Send(SqliteTransaction transaction, Letter letter, IReadOnlyList<Delivery.SendCount> counts)
    {
        const string Write = $"INSERT INTO outbox ({Letter.Columns}) VALUES ({Letter.Values})";
        var allowed = true;
        foreach (var count in counts)
        {
            var sends = _writer.Scalar(
                """
                INSERT INTO send_limits (subject, window_start, sends) VALUES (@Subject, @start, 1)
                ON CONFLICT (subject, window_start) DO UPDATE SET sends = send_limits.sends + 1 RETURNING sends
                """,
                new { count.Subject, start = count.WindowStart(letter.Now) }, transaction);
            allowed &= sends <= count.Limit;
        }
        if (allowed) Does(new(Write, letter, null), transaction);
    }

    // The wait for our own writers and the one for those of other processes are one wait: hundreds that queue behind a stuck file are all answered in time.
    private async Task TakeTurn(CancellationToken cancellation)
    {
        var began = Timestamp();
        if (!await _turn.WaitAsync(_patience, cancellation)) throw new DatabaseBusyException();
        var left = _patience - Since(began);
        _writer.Connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));   // 0 would wait for ever
    }

    public override async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        _writer.Dispose();
        while (_readers.TryTake(out var reader)) reader.Dispose();
        _turn.Dispose();
    }
}
