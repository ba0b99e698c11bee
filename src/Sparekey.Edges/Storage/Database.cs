using System.Text.Json;
using Dapper;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Where everything lies: the embedded SQLite or a PostgreSQL. The statements are the same; the few that cannot be
/// stand beside each other (<see cref="Sql"/>).
/// </summary>
/// <remarks>
/// Four ways in, each one round trip: <see cref="Read{T}"/>, <see cref="Charge{T}"/> (statements that commit whatever
/// happens next), <see cref="Commit"/> (a <see cref="Change"/>), and the two short forms <see cref="One{T}"/> and
/// <see cref="List{T}"/>.
/// </remarks>
public abstract class Database : IAsyncDisposable
{
    /// <summary>
    /// How long a verb of the operator waits for other writers. A server at work lets go after seconds at most.
    /// </summary>
    public static readonly TimeSpan PatienceOfVerbs = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a request waits for other writers, before it is refused as unavailable: less than a person or a proxy
    /// waits.
    /// </summary>
    public static readonly TimeSpan PatienceOfRequests = TimeSpan.FromSeconds(5);

    private readonly SecretBox _box;
    private readonly TimeProvider _clock;
    private readonly Randomness _random;
    private long _roundTrips;

    // Closed: there are two engines, and what differs between them is listed in decisions/0008.
    private protected Database(SecretBox box, TimeProvider clock, Randomness random)
    {
        StoredTypes.Register();
        (_box, _clock, _random) = (box, clock, random);
    }

    /// <summary>Round trips made so far: the tests hold every step of a sign-in to two.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>
    /// Called after a commit that wrote messages, so that the sender need not wait for its next look.
    /// </summary>
    public Action? MessagesWritten { get; set; }

    /// <summary>
    /// Hears every text before it is sent: the tests hold the program to naming the account in each (decisions/0012).
    /// </summary>
    public Action<string>? Asked { get; set; }

    public Task<T?> One<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.ReadFirstOrDefault<T>(), cancellation);

    public Task<List<T>> List<T>(string sql, object? arguments, CancellationToken cancellation) =>
        Read(sql, arguments, rows => rows.Read<T>().AsList(), cancellation);

    /// <summary>Several selects in one round trip, read in order.</summary>
    public abstract Task<T> Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation);

    /// <summary>
    /// A <see cref="Read{T}"/> by keys alone, which many requests ask at once and which may travel with theirs.
    /// </summary>
    public virtual Task<T> ReadBatched<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Read(sql, arguments, read, cancellation);

    /// <summary>
    /// Statements that commit on their own before anything is judged: an attempt that was made stays made. Updates say
    /// what they did with <c>RETURNING</c>.
    /// </summary>
    /// <param name="read">May be called again when the whole batch was undone and is tried again: it only
    /// reads.</param>
    public Task<T> Charge<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Charge(sql, arguments, read, ahead: false, cancellation);

    /// <summary>
    /// A <see cref="Charge{T}"/> before a <see cref="Commit"/> without which nobody is told what came of it. It counts
    /// for everybody at once, and reaches the disk with the change, which waits for whatever was written before it
    /// (decisions/0013).
    /// </summary>
    public Task<T> ChargeAhead<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        CancellationToken cancellation) =>
        Charge(sql, arguments, read, ahead: true, cancellation);

    /// <summary>Commits the change whole.</summary>
    /// <returns>Null, or the refusal of the claim that was lost; then nothing was written.</returns>
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

    /// <summary>For a statement that the two engines must be told differently.</summary>
    public abstract string Sql(string sqlite, string postgres);

    /// <summary>Does work that one process at a time may do; the next one takes it over when that one dies.</summary>
    /// <returns>False where another process is at it.</returns>
    public abstract Task<bool> RunSingle(string name, Func<CancellationToken, Task> work,
        CancellationToken cancellation);

    /// <summary>
    /// Tells other processes that messages wait. Whoever writes one sends it as well, so this is for more of them than
    /// one process takes at once, and for one that is at another just then.
    /// </summary>
    public abstract Task Announce(CancellationToken cancellation);

    /// <summary>
    /// Calls back when another process has written messages, as far as it can be heard. Ends when cancelled.
    /// </summary>
    public abstract Task Listen(Action messagesWritten, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<T> Charge<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read,
        bool ahead, CancellationToken cancellation);

    private protected abstract Task<Refusal?> Write(Change change, DateTimeOffset now, CancellationToken cancellation);

    private protected void CountTrip() => Interlocked.Increment(ref _roundTrips);

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
