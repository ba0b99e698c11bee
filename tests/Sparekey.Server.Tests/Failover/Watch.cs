using System.Diagnostics;
using Sparekey.Server.Operations;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// Asks the same questions all the time: whether the server is ready, and whether frozen accounts may withdraw.
/// </summary>
public sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long Asked, bool Ready)> _ready = [];
    private readonly Task _asking;

    public Watch(Witness witness, string shopKey, Func<IReadOnlyList<Client>> stopped) =>
        _asking = Task.WhenAll(Health(witness), Holds(witness, shopKey, stopped));

    /// <summary>Hold checks that were answered with 200.</summary>
    public int HoldsTold { get; private set; }

    /// <summary>
    /// Whether the server reported at some time since then that it was not ready, and is ready again.
    /// </summary>
    public bool WasAwaySince(long since)
    {
        lock (_ready) return _ready.Exists(one => one.Asked >= since && !one.Ready) && _ready[^1].Ready;
    }

    /// <summary>Whether the server reported to be ready between these two moments.</summary>
    public bool ClaimedToBeReady(long from, long to)
    {
        lock (_ready) return _ready.Exists(one => one.Asked >= from && one.Asked <= to && one.Ready);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private Task Health(Witness witness) => Again(async () =>
    {
        var asked = Stopwatch.GetTimestamp();
        var (status, answer, retryAfter) = await witness.Once(HttpMethod.Get, "/health/ready",
            cancellation: _stop.Token);
        if (status != 200 && (status != 503 || answer?["part"]?.GetValue<string>() != "database" || retryAfter is null))
            witness.Faults.Enqueue(
                $"/health/ready: {status} {answer?.ToJsonString()}");
        lock (_ready) _ready.Add((asked, status == 200));
        var (live, _, _) = await witness.Once(HttpMethod.Get, "/health/live", cancellation: _stop.Token);
        if (live != 200) witness.Faults.Enqueue($"/health/live: {live}");
    });

    private Task Holds(Witness witness, string shopKey, Func<IReadOnlyList<Client>> stopped) => Again(async () =>
    {
        var clients = stopped();
        if (clients.Count == 0) return;
        // The newest one as well as any other: the change that was acknowledged last would be lost first.
        foreach (var client in new[] { clients[^1], clients[Random.Shared.Next(clients.Count)] })
        {
            var (status, answer, retryAfter) = await witness.Once(HttpMethod.Get,
                $"/v1/accounts/{client.Account}/holds", bearer: shopKey, cancellation: _stop.Token);
            if (status == 200) HoldsTold++;
            if (status == 200
                ? !answer!["withdrawals"]!["blocked"]!.GetValue<bool>()
                : status != 503 || retryAfter is null)
                witness.Faults.Enqueue(
                    $"holds of a stopped account: {status} {answer?.ToJsonString()}");
        }
    });

    private async Task Again(Func<Task> ask)
    {
        try
        {
            for (; ; await Task.Delay(Pace, _stop.Token)) await ask();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The watch ends.
        }
    }
}
