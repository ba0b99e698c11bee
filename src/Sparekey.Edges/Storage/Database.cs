using System.Text.Json;
using Dapper;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// The storage of the server: an embedded SQLite or a PostgreSQL. Both engines get the same statements. The few that
/// must differ stand side by side (<see cref="Sql"/>).
/// </summary>
/// <remarks>
/// Three operations, each one round trip: <see cref="Read{T}"/> (short forms: <see cref="One{T}"/> and
/// <see cref="List{T}"/>), <see cref="Charge{T}"/> (statements that commit before anything is judged), and
/// <see cref="Commit"/> (a <see cref="Change"/>).
/// </remarks>
public abstract class Database : IAsyncDisposable
{
    /// <summary>
    /// Maximum wait of an operator's command for other writers. A running server holds the writer for seconds at most.
    /// </summary>
    public static readonly TimeSpan PatienceOfVerbs = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Maximum wait of a request for other writers, before the answer is 503. People and proxies wait longer than this.
    /// </summary>
    public static readonly TimeSpan PatienceOfRequests = TimeSpan.FromSeconds(5);

    private readonly SecretBox _box;
    private readonly TimeProvider _clock;
    private readonly Randomness _random;
    private long _roundTrips;

    // Closed: there are two engines. decisions/0008 lists their differences.
    private protected Database(SecretBox box, TimeProvider clock, Randomness random)
    {
        StoredTypes.Register();
        (_box, _clock, _random) = (box, clock, random);
    }

    /// <summary>Round trips made so far. Tests limit every step of a sign-in to two.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>
    /// Called after a commit that wrote messages, so that the outbox sends them at once instead of at its next poll.
    /// </summary>
    public Action? MessagesWritten { get; set; }

    /// <summary>
    /// Called with every statement before it is sent. Tests check that statements name the account (decisions/0012),
    /// and that the locks of a write cover every account it names. An exception stops the statement.
    /// </summary>
    public Action<HeardStatement>? StatementHeard { get; set; }

    public Task<T?> One<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.ReadFirstOrDefault<T>(), cancellation);

    public Task<List<T>> List<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.Read<T>().AsList(), cancellation);

    /// <summary>Several selects in one round trip, read in order.</summary>
    public abstract Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation);

    /// <summary>
    /// A <see cref="Read{T}"/> by keys alone, which may share a round trip with reads of other requests.
    /// </summary>
    public virtual Task<T> ReadBatched<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Read(sql, arguments, read, cancellation);

    /// <summary>
    /// Statements that commit before anything is judged: an attempt stays counted, whatever happens next. Updates
    /// return their result with <c>RETURNING</c>.
    /// </summary>
    /// <param name="locks">Charges of one account queue inside this process (decisions/0008).</param>
    /// <param name="read">Only reads: it is called again if the batch was rolled back and is repeated.</param>
    public Task<T> Charge<T>(Locks locks, string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Charge(locks, sql, arguments, read, ahead: false, cancellation);

    /// <summary>
    /// A <see cref="Charge{T}"/> whose result is told to nobody before a <see cref="Commit"/> follows. The charge is
    /// visible at once and becomes durable with the commit that follows (decisions/0013).
    /// </summary>
    public Task<T> ChargeAhead<T>(Locks locks, string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Charge(locks, sql, arguments, read, ahead: true, cancellation);

    /// <summary>Commits the whole change.</summary>
    /// <returns>Null, or the refusal of the lost claim; nothing was written then.</returns>
    public async Task<Refusal?> Commit(Change change, CancellationToken cancellation)
    {
        if (await Write(change, _clock.GetUtcNow(), cancellation) is { } lost) return lost;
        if (change.Messages.Count > 0) MessagesWritten?.Invoke();
        return null;
    }

    /// <summary>
    /// Records a failed attempt, and then answers with its refusal. A caller that hangs up cannot shorten this: the
    /// owner would not hear of the failure.
    /// </summary>
    /// <returns><paramref name="why"/>, or the refusal of a lost claim, for example of
    /// <see cref="Attempts.RequireCharged"/>.</returns>
    public async Task<Refusal> Record(Change failure, Refusal why) =>
        await Commit(failure, CancellationToken.None) ?? why;

    /// <summary>Chooses between the two texts of a statement that differs by engine.</summary>
    public abstract string Sql(string sqlite, string postgres);

    /// <summary>
    /// Runs work that only one process at a time may do. If that process dies, another one may start the work.
    /// </summary>
    /// <returns>False if another process is running the work.</returns>
    public abstract Task<bool> RunSingle(string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation);

    /// <summary>
    /// Tells other processes that messages wait. A process sends the messages that it wrote, so other processes help
    /// only when there are more than one process takes at once, or when that process is busy with others.
    /// </summary>
    public abstract Task Announce(CancellationToken cancellation);

    /// <summary>
    /// Calls back when another process announces messages; an announcement may be lost. Ends when cancelled.
    /// </summary>
    public abstract Task Listen(Action messagesWritten, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<T> Charge<T>(Locks locks, string sql, object? arguments,
        Func<SqlMapper.GridReader, T> read, bool ahead, CancellationToken cancellation);

    private protected abstract Task<Refusal?> Write(Change change, DateTimeOffset now, CancellationToken cancellation);

    private protected void CountTrip() => Interlocked.Increment(ref _roundTrips);

    private protected void Hear(string sql, object? arguments, Locks? locks) =>
        StatementHeard?.Invoke(new(sql, arguments, locks));

    private protected Change.Statement Insert(Change change, AuditEvent happened, DateTimeOffset now) => new(
        """
        INSERT INTO audit_events (account_id, event_id, kind, actor, actor_id, subject, device, network, details, at)
        VALUES (@account, @id, @kind, @actor, @actorId, @subject, @device, @network, @details, @now)
        """,
        new
        {
            account = happened.History,
            id = _random.NewId(now).ToString("N"),
            kind = happened.Kind,
            actor = WireName.Of(happened.Actor),
            actorId = happened.ActorId,
            subject = happened.Subject,
            device = change.Visitor?.Device,
            network = change.Visitor?.Network,
            details = happened.Details is null ? null : JsonSerializer.Serialize(happened.Details),
            now,
        });

    private protected OutboxRow Seal(Message message, DateTimeOffset now)
    {
        var id = _random.NewId(now).ToString("N");
        return new(id, message.Account, WireName.Of(message.Channel), SealedMessage.Seal(_box, id, message), now);
    }
}
