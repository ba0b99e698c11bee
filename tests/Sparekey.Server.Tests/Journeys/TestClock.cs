namespace Sparekey.Server.Tests.Journeys;

/// <summary>A clock that stands still until a test moves it. Timers run in real time: nothing here waits for them.</summary>
/// <param name="start">2 March 2026, 09:00 UTC when not given.</param>
public sealed class TestClock(DateTimeOffset? start = null) : TimeProvider
{
    private long _ticks = (start ?? new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
