using System.Buffers.Binary;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Jobs;

/// <summary>
/// Work that the server does by itself, again and again. Running it twice must be harmless, also on two nodes one after
/// the other.
/// </summary>
public interface IPeriodicJob
{
    TimeSpan Every { get; }

    Task Run(CancellationToken cancellation);
}

/// <summary>
/// Runs every registered job at its own interval, on one node at a time. The database stores the last run of a job with
/// a long interval, so that neither daily restarts nor the number of nodes change how often the job runs. A job that
/// fails is tried again at the next check. If its node dies, the next node that checks runs it.
/// </summary>
public sealed class PeriodicJobs(IEnumerable<IPeriodicJob> jobs, Database database, TimeProvider clock,
    ILogger<PeriodicJobs> log) : BackgroundService
{
    /// <summary>Longest time between two checks. Jobs with an interval up to this run at every check.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => Keep(job, stoppingToken)));

    /// <summary>Runs a job if it is due and no other node is running it.</summary>
    public Task RunIfDue(IPeriodicJob job, CancellationToken cancellation)
    {
        var name = job.GetType().Name;
        return database.RunSingle(name, async stopping =>
        {
            if (job.Every <= CheckInterval)
            {
                await job.Run(stopping);
                return;
            }
            var (row, now) = ($"chore:{name}", clock.GetUtcNow());
            // Of the checks before and after the due time, the nearer one runs the job. A last run in the future was
            // written by a wrong clock and is ignored.
            if (await database.One<byte[]>("SELECT value FROM installation WHERE name = @row", new { row },
                    stopping) is { } last
                && now - Time(last) is var since && since >= TimeSpan.Zero && since < job.Every - CheckInterval / 2)
                    return;
            await job.Run(stopping);
            await database.Commit(
                Change.OfNobody()
                    .Add("INSERT INTO installation (name, value) VALUES (@row, @value) ON CONFLICT (name) DO UPDATE "
                        + "SET value = @value",
                        new { row, value = Bytes(now) }),
                stopping);
        }, cancellation);
    }

    private async Task Keep(IPeriodicJob job, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(job.Every < CheckInterval ? job.Every : CheckInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await RunIfDue(job, stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    // A temporary failure of the database must not end the job. The message of the exception may
                    // contain data, so only its kind is logged.
                    log.LogError("{PeriodicJob} failed ({Kind}) and is tried again in {Time}", job.GetType().Name,
                        e.GetType().Name, timer.Period);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static byte[] Bytes(DateTimeOffset time)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds());
        return bytes;
    }

    private static DateTimeOffset Time(byte[] bytes) =>
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes));
}
