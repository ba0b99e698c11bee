using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Sparekey.Core;
using Sparekey.Server.Edges.Crypto;

namespace Sparekey.Server.Edges.Storage;

/// <summary>Nobody could write for as long as a step may wait: the step is refused, nothing was changed.</summary>
public sealed class DatabaseBusyException() : Exception("Another writer kept the database for too long.");

/// <summary>The embedded database: SQLite in WAL mode with full synchronisation, one writer at a time, any number of readers.</summary>
/// <remarks>
/// Four ways in, each one round trip: <see cref="Read{T}"/>, <see cref="Charge{T}"/> (statements that commit whatever happens next),
/// <see cref="Commit"/> (a <see cref="Change"/>), and the two short forms <see cref="One{T}"/> and <see cref="List{T}"/>.
/// </remarks>
public sealed class Database : IAsyncDisposable
{
    /// <summary>How long a verb of the operator waits for other writers. A server at work lets go after seconds at most.</summary>
    public static readonly TimeSpan PatienceOfVerbs = TimeSpan.FromSeconds(30);

    /// <summary>How long a request waits for other writers, before it is refused as unavailable: less than a person or a proxy waits.</summary>
    public static readonly TimeSpan PatienceOfRequests = TimeSpan.FromSeconds(5);

    private readonly string _readers;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _turn = new(1, 1);   // waiting here is fair; waiting inside SQLite polls
    private readonly SecretBox _box;
    private readonly TimeProvider _clock;
    private readonly Randomness _random;
    private readonly TimeSpan _patience;
    private long _roundTrips;

    /// <param name="patience">How long a step waits for other writers, whole seconds; then it fails with <see cref="DatabaseBusyException"/> or what SQLite says.</param>
    public Database(string file, SecretBox box, TimeProvider clock, Randomness random, TimeSpan patience)
    {
        StoredTypes.Register();
        (_box, _clock, _random, _patience) = (box, clock, random, patience);
        File = file;
        var settings = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = (int)patience.TotalSeconds };
        _readers = settings.ToString();
        _writer = new SqliteConnection(settings.ToString());
        _writer.Open();
        _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    }

    public string File { get; }

    /// <summary>Round trips made so far: the tests hold every step of a sign-in to two.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Called after a commit that wrote messages, so that the sender need not wait for its next look.</summary>
    public Action? MessagesWritten { get; set; }

    public Task<T?> One<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.ReadFirstOrDefault<T>(), cancellation);

    public Task<List<T>> List<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.Read<T>().AsList(), cancellation);

    /// <summary>Several selects in one round trip, read in order.</summary>
    public async Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _roundTrips);
        await using var connection = new SqliteConnection(_readers);
        connection.Open();
        using var rows = connection.QueryMultiple(new CommandDefinition(sql, arguments, cancellationToken: cancellation));
        return read(rows);
    }

    /// <summary>Statements that commit on their own before anything is judged: an attempt that was made stays made. Updates say what they did with <c>RETURNING</c>.</summary>
    public async Task<T> Charge<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _roundTrips);
        await TakeTurn(cancellation);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            T result;
            using (var rows = _writer.QueryMultiple(sql, arguments, transaction)) result = read(rows);
            transaction.Commit();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Commits the change whole.</summary>
    /// <returns>Null, or the name of the claim that was lost, in which case nothing was written.</returns>
    public async Task<string?> Commit(Change change, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _roundTrips);
        var now = _clock.GetUtcNow();
        await TakeTurn(cancellation);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            foreach (var statement in change.Statements)
            {
                var touched = _writer.Execute(statement.Sql, statement.Arguments, transaction);
                if (statement.Claim is not null && touched != 1) return statement.Claim;   // disposing rolls back
            }
            foreach (var happened in change.Events) Write(transaction, change, happened, now);
            foreach (var (message, counts) in change.Messages) Write(transaction, message, counts, now);
            transaction.Commit();
        }
        finally
        {
            _turn.Release();
        }
        if (change.Messages.Count > 0) MessagesWritten?.Invoke();
        return null;
    }

    // The wait for our own writers and the one for those of other processes are one wait: hundreds that queue behind a stuck file are all answered in time.
    private async Task TakeTurn(CancellationToken cancellation)
    {
        var began = _clock.GetTimestamp();
        if (!await _turn.WaitAsync(_patience, cancellation)) throw new DatabaseBusyException();
        var left = _patience - _clock.GetElapsedTime(began);
        _writer.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));   // 0 would wait for ever
    }

    private void Write(DbTransaction transaction, Change change, Core.Audit.AuditEvent happened, DateTimeOffset now) => _writer.Execute(
        """
        INSERT INTO audit_events (account_id, event_id, kind, actor, actor_id, subject, device, network, details, at)
        VALUES (@account, @id, @kind, @actor, @actorId, @subject, @device, @network, @details, @now)
        """,
        new
        {
            account = happened.Account,
            id = _random.NewId(now).ToString("N"),
            kind = happened.Kind,
            actor = WireName.Of(happened.Actor),
            actorId = happened.ActorId,
            subject = happened.Subject,
            device = change.Visitor?.Device,
            network = change.Visitor?.Network,
            details = happened.Details is null ? null : JsonSerializer.Serialize(happened.Details),
            now,
        }, transaction);

    private void Write(DbTransaction transaction, Core.Messages.Message message, IReadOnlyList<Delivery.SendCount> counts, DateTimeOffset now)
    {
        var allowed = true;
        foreach (var count in counts)
        {
            var sends = _writer.ExecuteScalar<long>(
                """
                INSERT INTO send_limits (subject, window_start, sends) VALUES (@Subject, @start, 1)
                ON CONFLICT (subject, window_start) DO UPDATE SET sends = send_limits.sends + 1 RETURNING sends
                """,
                new { count.Subject, start = count.WindowStart(now) }, transaction);
            allowed &= sends <= count.Limit;
        }
        if (!allowed) return;
        var id = _random.NewId(now).ToString("N");
        _writer.Execute(
            """
            INSERT INTO outbox (message_id, account_id, channel, sealed, created_at, attempts, next_at)
            VALUES (@id, @account, @channel, @body, @now, 0, @now)
            """,
            new { id, account = message.Account, channel = WireName.Of(message.Channel), body = Delivery.Envelope.Seal(_box, id, message), now }, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await _writer.DisposeAsync();
        _turn.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_readers));
    }
}
