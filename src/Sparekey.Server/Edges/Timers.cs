using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Edges;

/// <summary>Something that the server does by itself, again and again: it must be harmless to do twice, and by two nodes, one after the other.</summary>
public interface IChore
{
    TimeSpan Every { get; }

    Task Run(CancellationToken cancellation);
}

/// <summary>
/// Runs every registered chore, each at its own pace and on one node at a time. The first time comes one pace after the start; a chore that fails is
/// tried again at its next time, and one whose node dies is taken over by the next node whose time comes.
/// </summary>
public sealed class Timers(IEnumerable<IChore> chores, Database database, TimeProvider clock, ILogger<Timers> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(chores.Select(chore => Keep(chore, stoppingToken)));

    private async Task Keep(IChore chore, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(chore.Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await database.Alone(chore.GetType().Name, chore.Run, stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    // A database that fails for a moment must not end the chore for good. The message may hold data, so only the kind is logged.
                    log.LogError("{Chore} failed ({Kind}) and is tried again in {Every}", chore.GetType().Name, e.GetType().Name, chore.Every);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
