using System.Data.Common;
using System.Runtime.ExceptionServices;
using Sparekey.Core;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// Carries what lies in the outbox: at once after a commit, and again, later and later, when the carrier fails. Nothing
/// is carried that was not taken first, in writing: of several nodes one takes each message, and where nothing can be
/// written nothing is sent.
/// </summary>
public sealed class Outbox : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    // What is written while this node carries something else is told to others after this: mostly it is done by then,
    // and takes the new one itself.
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    // No batch takes longer than it was taken for, with something to spare for the database and for nodes whose clocks
    // are ahead: each message is carried by one node at a time.
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestCarry = (OutboxRows.Taken - Spare) / OutboxRows.Batch;

    private readonly Database _database;
    private readonly OutboxRows _rows;
    private readonly SecretBox _box;
    private readonly ISender _carrier;
    private readonly TimeProvider _clock;
    private readonly ILogger<Outbox> _log;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _written = new(0);

    public Outbox(Database database, SecretBox box, ISender carrier, TimeProvider clock, ILogger<Outbox> log)
    {
        (_database, _box, _carrier, _clock, _log, _rows) = (database, box, carrier, clock, log,
            new OutboxRows(database, clock));
        _database.MessagesWritten = () =>
        {
            Wake();
            _written.Release();
        };
    }

    /// <summary>Carries everything that is due now.</summary>
    public async Task Deliver(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var due = await _rows.Take(cancellation);
                if (due.Count == 0) return;
                await Deliver(due, cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task Deliver(List<OutboxRows.Row> due, CancellationToken cancellation)
    {
        var left = new Queue<OutboxRows.Row>(due);
        // Those that were taken are carried also where the database goes away in between, or its disk is full: nobody
        // takes them again for a while.
        Exception? trouble = null;
        try
        {
            if (due.Count == OutboxRows.Batch) await _database.Announce(cancellation);
            while (left.TryPeek(out var row))
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    await Deliver(row, cancellation);
                }
                catch (Exception e) when (e is DatabaseUnavailableException or DatabaseBusyException or DbException)
                {
                    trouble = e;
                }
                left.Dequeue();
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            await _rows.GiveBack(left);
            throw;
        }
        if (trouble is not null) ExceptionDispatchInfo.Throw(trouble);
    }

    private async Task Deliver(OutboxRows.Row row, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestCarry);
        try
        {
            await _carrier.Carry(
                new SendRequest(row.MessageId, WireName.Parse<Channel>(row.Channel),
                    SealedMessage.Open(_box, row.MessageId, row.Sealed), row.CreatedAt),
                limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(row.Attempts, 10)));
            _log.LogWarning("A message by {Channel} could not be carried ({Kind}); trying again in {Wait}", row.Channel,
                e.GetType().Name, wait);
            await _rows.PutOff(row, wait, cancellation);
            return;
        }
        // A server that stops just now still writes it down, or the message goes out again.
        await _rows.Sent(row, CancellationToken.None);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Keep(stoppingToken), Hear(stoppingToken), Tell(stoppingToken));

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

    // A carrier that hangs keeps this node from what it writes meanwhile, not the others.
    private async Task Tell(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _written.WaitAsync(stopping);
                await Task.Delay(Busy, stopping);
                while (_written.Wait(0, CancellationToken.None)) { }   // however many, in one word
                if (_one.CurrentCount == 0) await _database.Announce(stopping);
            }
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
                await Task.Delay(TimeSpan.FromSeconds(1), _clock, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake() => _work.Release();

    public override void Dispose()
    {
        _one.Dispose();
        _work.Dispose();
        _written.Dispose();
        base.Dispose();
    }
}
