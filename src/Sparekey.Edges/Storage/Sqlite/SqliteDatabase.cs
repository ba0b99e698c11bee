using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// The embedded database: SQLite in WAL mode with full synchronisation, one writer at a time and any number of readers.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private readonly string _settings;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    /// <param name="timeout">Maximum wait for other writers, in whole seconds. After this time a write fails with
    /// <see cref="DatabaseBusyException"/> or SQLite's own exception.</param>
    public SqliteDatabase(string file, SecretBox box, TimeProvider clock, Randomness random, TimeSpan timeout)
        : base(box, clock, random)
    {
        File = file;
        // No pooling: this class keeps the connections itself, with their prepared statements.
        _settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = (int)timeout.TotalSeconds,
            Pooling = false,
        }.ToString();
        var session = new SqliteSession(_settings);
        session.Connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
        _writer = new(session, timeout);
    }

    public string File { get; }

    public override Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation)
    {
        CountTrip();
        Hear(sql, arguments, null);
        cancellation.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var reader)) reader = new SqliteSession(_settings);
        try
        {
            var result = reader.Read(sql, arguments, read);
            _readers.Add(reader);
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            reader.Dispose();
            ThrowIfMoved(e);
            throw;
        }
    }

    private protected override async Task<T> Charge<T>(Locks locks, string sql, object? arguments,
        Func<SqlMapper.GridReader, T> read, bool ahead, CancellationToken cancellation)
    {
        CountTrip();
        Hear(sql, arguments, locks);
        return await Write(waitsForDisk: !ahead, session => (session.Read(sql, arguments, read), true), cancellation);
    }

    public override string Sql(string sqlite, string postgres) => sqlite;

    /// <summary>Runs the work at once: only one process uses a file.</summary>
    public override async Task<bool> RunSingle(string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        await work(cancellation);
        return true;
    }

    public override Task Announce(CancellationToken cancellation) => Task.CompletedTask;

    public override Task Listen(Action messagesWritten, CancellationToken cancellation) =>
        Task.Delay(Timeout.Infinite, cancellation);

    private protected override async Task<Refusal?> Write(Change change, DateTimeOffset now,
        CancellationToken cancellation)
    {
        CountTrip();
        Change.Statement[] statements = [
            .. change.Statements,
            .. change.Events.Select(happened => Insert(change, happened, now)),
        ];
        var rows = change.Messages.Select(one => (Row: Seal(one.Message, now), one.Counts)).ToArray();
        foreach (var statement in statements) Hear(statement.Sql, statement.Arguments, change.Locks);
        return await Write<Refusal?>(waitsForDisk: true, session =>
        {
            foreach (var statement in statements)
                if (Rows(session, statement) != 1 && statement.Lost is { } lost) return (lost, false);
            foreach (var (row, counts) in rows) Send(session, row, counts, change.Locks);
            return (null, true);
        }, cancellation);
    }

    private async Task<T> Write<T>(bool waitsForDisk, Func<SqliteSession, (T Result, bool Kept)> work,
        CancellationToken cancellation)
    {
        try
        {
            return await _writer.Write(waitsForDisk, work, cancellation);
        }
        catch (SqliteException e)
        {
            ThrowIfMoved(e);
            throw;
        }
    }

    // In a moved file, most tables are missing (SQLITE_ERROR) and installation refuses writes (SQLITE_CONSTRAINT).
    private void ThrowIfMoved(Exception error)
    {
        if (error is not SqliteException { SqliteErrorCode: raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT }) return;
        using var session = new SqliteSession(_settings);
        if (MovedFile.Of(session.Connection) is { } moved) throw new DatabaseMovedException(moved.Where, error);
    }

    // Executes the statement. Returns the number of touched rows, or of found rows for a precondition.
    private static long Rows(SqliteSession session, Change.Statement statement) =>
        statement.IsPrecondition
            ? session.Scalar($"SELECT COUNT(*) FROM ({statement.Sql})", statement.Arguments)
            : session.Execute(statement.Sql, statement.Arguments);

    private void Send(SqliteSession session, OutboxRow row, IReadOnlyList<SendCount> counts, Locks locks)
    {
        const string Write = $"INSERT INTO outbox ({OutboxRow.Columns}) VALUES ({OutboxRow.Values})";
        var allowed = true;
        foreach (var count in counts)
        {
            var sends = session.Scalar(SendCount.CountSql, new { count.Subject, start = count.WindowStart(row.Now) });
            allowed &= sends <= count.Limit;
        }
        if (!allowed) return;
        Hear(Write, row, locks);
        session.Execute(Write, row);
    }

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }
}
