using System.Data.Common;
using System.Runtime.ExceptionServices;
using Sparekey.Core;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// Sends the messages of the outbox: at once after a commit, and again after growing waits if the sender fails. A
/// message is leased in the database before it is sent. So only one of several nodes sends it, and no message is sent
/// while the database accepts no writes.
/// </summary>
public sealed class Outbox : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    // If a message is written while this node is sending, other nodes are told only after this time. Usually this node
    // has finished by then and sends the message itself.
    private static readonly TimeSpan AnnounceDelay = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    // Sending a whole batch ends before its lease, so that one node at a time sends a message. The reserve covers the
    // time for the database and the clocks of nodes that are ahead.
    private static readonly TimeSpan LeaseReserve = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SendTimeout = (OutboxRows.LeaseTime - LeaseReserve) / OutboxRows.Batch;

    private readonly Database _database;
    private readonly OutboxRows _rows;
    private readonly SecretBox _box;
    private readonly ISender _sender;
    private readonly TimeProvider _clock;
    private readonly ILogger<Outbox> _log;
    private readonly SemaphoreSlim _delivering = new(1, 1);
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _written = new(0);

    public Outbox(Database database, SecretBox box, ISender sender, TimeProvider clock, ILogger<Outbox> log)
    {
        (_database, _box, _sender, _clock, _log, _rows) = (database, box, sender, clock, log,
            new OutboxRows(database, clock));
        _database.MessagesWritten = () =>
        {
            Wake();
            _written.Release();
        };
    }

    /// <summary>Sends every message that is due.</summary>
    public async Task Deliver(CancellationToken cancellation)
    {
        await _delivering.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var due = await _rows.Lease(cancellation);
                if (due.Count == 0) return;
                await Deliver(due, cancellation);
            }
        }
        finally
        {
            _delivering.Release();
        }
    }

    private async Task Deliver(List<OutboxRows.Row> due, CancellationToken cancellation)
    {
        var left = new Queue<OutboxRows.Row>(due);
        // Leased messages are sent even if the database becomes unavailable meanwhile: no node leases them again before
        // the lease ends.
        Exception? error = null;
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
                    error = e;
                }
                left.Dequeue();
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            await _rows.Release(left);
            throw;
        }
        if (error is not null) ExceptionDispatchInfo.Throw(error);
    }

    private async Task Deliver(OutboxRows.Row row, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SendTimeout);
        try
        {
            await _sender.Send(
                new SendRequest(row.MessageId, WireName.Parse<Channel>(row.Channel),
                    SealedMessage.Open(_box, row.MessageId, row.Sealed), row.CreatedAt),
                limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(row.Attempts, 10)));
            _log.LogWarning("A message by {Channel} could not be sent ({Kind}); trying again in {Wait}", row.Channel,
                e.GetType().Name, wait);
            await _rows.Postpone(row, wait, cancellation);
            return;
        }
        // Not cancelled by a server that stops: an unrecorded message would be sent again.
        await _rows.Sent(row, CancellationToken.None);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepDelivering(stoppingToken), Listen(stoppingToken), AnnounceWhenBusy(stoppingToken));

    private async Task Listen(CancellationToken stopping)
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

    // While a sender hangs, this node cannot send new messages, so other nodes are told about them.
    private async Task AnnounceWhenBusy(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _written.WaitAsync(stopping);
                await Task.Delay(AnnounceDelay, stopping);
                while (_written.Wait(0, CancellationToken.None)) { }   // One announcement for all commits until now.
                if (_delivering.CurrentCount == 0) await _database.Announce(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task KeepDelivering(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Deliver(stoppingToken);
                await _wake.WaitAsync(PollInterval, stoppingToken);
                while (_wake.Wait(0, CancellationToken.None)) { }   // One delivery for all commits until now.
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
                // A temporary failure of the database must not end delivery.
                _log.LogError("The outbox could not be read ({Kind})", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), _clock, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake() => _wake.Release();

    public override void Dispose()
    {
        _delivering.Dispose();
        _wake.Dispose();
        _written.Dispose();
        base.Dispose();
    }
}
