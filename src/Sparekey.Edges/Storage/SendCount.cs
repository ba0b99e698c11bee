namespace Sparekey.Edges.Storage;

/// <summary>One thing that messages are counted against, in fixed windows.</summary>
public sealed record SendCount(string Subject, TimeSpan Window, int Limit)
{
    public long WindowStart(DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds() / (long)Window.TotalMilliseconds * (long)Window.TotalMilliseconds;
}
