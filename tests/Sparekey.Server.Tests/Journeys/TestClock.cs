namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// A clock that stands still until a test moves it. Periodic jobs run in real time: no test waits for them.
/// </summary>
/// <param name="start">By default 2 March 2026, 09:00 UTC.</param>
public sealed class TestClock(DateTimeOffset? start = null) : TimeProvider
{
    private long _ticks = (start ?? new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)).UtcTicks;
    private TestClock? _follows;

    public override DateTimeOffset GetUtcNow() =>
        new(Interlocked.Read(ref _ticks) + (_follows?.GetUtcNow().UtcTicks ?? 0), TimeSpan.Zero);

    public void Advance(TimeSpan by)
    {
        if (_follows is null) Interlocked.Add(ref _ticks, by.Ticks);
        else _follows.Advance(by);
    }

    /// <summary>
    /// The clock of another machine: it moves with this one, always ahead by this much, or behind if negative.
    /// </summary>
    public TestClock Ahead(TimeSpan by) => new() { _ticks = by.Ticks, _follows = this };
}
