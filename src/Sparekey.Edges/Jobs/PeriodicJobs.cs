using System.Buffers.Binary;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Jobs;

/// <summary>
/// Something that the server does by itself, again and again: it must be harmless to do twice, and by two nodes, one
/// after the other.
/// </summary>
public interface IPeriodicJob
{
    TimeSpan Every { get; }

    Task Run(CancellationToken cancellation);
}

/// <summary>
/// Runs every registered chore, each at its own pace and on one node at a time. When one with a long pace ran last is
/// kept in the database, so that neither nodes that are restarted every day nor many of them change how often it runs.
/// A chore that fails is tried again at the next look, and one whose node dies is taken over by the next node that
/// looks.
/// </summary>
public sealed class PeriodicJobs(IEnumerable<IPeriodicJob> chores, Database database, TimeProvider clock,
    ILogger<PeriodicJobs> log) : BackgroundService
{
    /// <summary>Chores that come more often than this run at every look.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(chores.Select(chore => Keep(chore, stoppingToken)));

    /// <summary>Runs a chore if it is due and no other node is at it.</summary>
    public Task Look(IPeriodicJob chore, CancellationToken cancellation)
    {
        var name = chore.GetType().Name;
        return database.RunSingle(name, async stopping =>
        {
            if (chore.Every <= LongestLook)
            {
                await chore.Run(stopping);
                return;
            }
            var (row, now) = ($"chore:{name}", clock.GetUtcNow());
            // A look before it is due is nearer to its time than the one after. What claims to have happened later than
            // now, a clock that was wrong has written.
            if (await database.One<byte[]>("SELECT value FROM installation WHERE name = @row", new { row },
                    stopping) is { } last
                && now - Time(last) is var since && since >= TimeSpan.Zero && since < chore.Every - LongestLook / 2)
                    return;
            await chore.Run(stopping);
            await database.Commit(
                Change.OfNobody()
                    .Add("INSERT INTO installation (name, value) VALUES (@row, @value) ON CONFLICT (name) DO UPDATE "
                        + "SET value = @value",
                        new { row, value = Bytes(now) }),
                stopping);
        }, cancellation);
    }

    private async Task Keep(IPeriodicJob chore, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(chore.Every < LongestLook ? chore.Every : LongestLook, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await Look(chore, stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    // A database that fails for a moment must not end the chore for good. The message may hold data, so
                    // only the kind is logged.
                    log.LogError("{PeriodicJob} failed ({Kind}) and is tried again in {Time}", chore.GetType().Name,
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
