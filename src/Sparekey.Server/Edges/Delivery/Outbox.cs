using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Edges.Delivery;

/// <summary>Carries what lies in the outbox: at once after a commit, and again, later and later, when the carrier fails. Nothing is carried that was not taken first, which is written down: of several nodes one takes each message, and where nothing can be written nothing is sent.</summary>
public sealed class Outbox : BackgroundService
{
    private const int Batch = 5;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    // A node that has taken messages and dies leaves them to others after this: a code that comes a minute late can still be used. No batch takes longer, with
    // something to spare for the database and for nodes whose clocks are ahead: each message is carried by one node at a time.
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestCarry = (Taken - Spare) / Batch;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    private readonly Database _database;
    private readonly SecretBox _box;
    private readonly ICarrier _carrier;
    private readonly TimeProvider _clock;
    private readonly ILogger<Outbox> _log;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SemaphoreSlim _work = new(0);

    public Outbox(Database database, SecretBox box, ICarrier carrier, TimeProvider clock, ILogger<Outbox> log)
    {
        (_database, _box, _carrier, _clock, _log) = (database, box, carrier, clock, log);
        _database.MessagesWritten = Wake;
    }

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public string MessageId { get; init; } = "";
        public string Channel { get; init; } = "";
        public byte[] Sealed { get; init; } = [];
        public DateTimeOffset CreatedAt { get; init; }
        public int Attempts { get; init; }
    }

    /// <summary>Carries everything that is due now.</summary>
    public async Task Deliver(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var due = await Take(cancellation);
                if (due.Count == 0) return;
                if (due.Count == Batch) await _database.Announce(cancellation);
                // Those that were taken are carried also where the database goes away in between, or its disk is full: nobody takes them again for a while.
                Exception? trouble = null;
                foreach (var row in due)
                {
                    try
                    {
                        await Deliver(row, cancellation);
                    }
                    catch (Exception e) when (e is DatabaseUnavailableException or DatabaseBusyException or DbException)
                    {
                        trouble = e;
                    }
                }
                if (trouble is not null) ExceptionDispatchInfo.Throw(trouble);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    // Takes what no other is taking, and puts it off for as long as it may need. The disk is not waited for: where the machine of the database dies in between, the
    // message may go out once more, as it does where a node dies before it has written down that it was sent.
    private async Task<List<Row>> Take(CancellationToken cancellation)
    {
        const string Columns = "account_id, message_id, channel, sealed, created_at, attempts";
        var now = _clock.GetUtcNow();
        var rows = await _database.ChargeAhead(
            _database.Sql(
                sqlite: $"""
                    UPDATE outbox SET next_at = @until WHERE message_id IN
                      (SELECT message_id FROM outbox WHERE next_at <= @now ORDER BY next_at, message_id LIMIT @Batch)
                    RETURNING {Columns}
                    """,
                postgres: $"""
                    UPDATE outbox SET next_at = @until WHERE message_id = ANY(ARRAY
                      (SELECT message_id FROM outbox WHERE next_at <= @now ORDER BY next_at, message_id LIMIT @Batch FOR UPDATE SKIP LOCKED))
                    RETURNING {Columns}
                    """),
            new { now, until = now + Taken, Batch }, rows => rows.Read<Row>().AsList(), cancellation);
        return [.. rows.OrderBy(row => row.MessageId, StringComparer.Ordinal)];
    }

    private async Task Deliver(Row row, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestCarry);
        try
        {
            await _carrier.Carry(new Parcel(row.MessageId, WireName.Parse<Channel>(row.Channel), Envelope.Open(_box, row.MessageId, row.Sealed), row.CreatedAt), limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(row.Attempts, 10)));
            _log.LogWarning("A message by {Channel} could not be carried ({Kind}); trying again in {Wait}", row.Channel, e.GetType().Name, wait);
            await _database.Commit(new Change().Add("UPDATE outbox SET attempts = attempts + 1, next_at = @next WHERE account_id = @AccountId AND message_id = @MessageId AND sent_at IS NULL", new { next = _clock.GetUtcNow() + wait, row.AccountId, row.MessageId }), cancellation);
            return;
        }
        // The text is not kept once it was carried: it may hold a code. A server that stops just now still writes it down, or the message goes out again.
        await _database.Commit(new Change().Add("UPDATE outbox SET sent_at = @now, next_at = NULL, sealed = @nothing WHERE account_id = @AccountId AND message_id = @MessageId AND sent_at IS NULL", new { now = _clock.GetUtcNow(), row.AccountId, row.MessageId, nothing = Array.Empty<byte>() }), CancellationToken.None);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Keep(stoppingToken), Hear(stoppingToken));

    private async Task Hear(CancellationToken stopping)
    {
        try
        {
            await _database.Listen(Wake, stopping);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task Keep(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Deliver(stoppingToken);
                await _work.WaitAsync(LookEvery, stoppingToken);
                while (_work.Wait(0, CancellationToken.None)) { }   // many commits, one look
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DatabaseMovedException e)
            {
                _log.LogCritical("{What}", e.Message);
                return;
            }
            catch (Exception e)
            {
                // A database that fails for a moment must not end delivery for good.
                _log.LogError("The outbox could not be read ({Kind})", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake() => _work.Release();

    public override void Dispose()
    {
        _one.Dispose();
        _work.Dispose();
        base.Dispose();
    }
}
