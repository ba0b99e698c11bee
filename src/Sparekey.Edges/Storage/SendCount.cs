namespace Sparekey.Edges.Storage;

/// <summary>A limit on messages or changes, for example for one address, in fixed windows.</summary>
public sealed record SendCount(string Subject, TimeSpan Window, int Limit)
{
    /// <summary>The part of the statement that counts once more where the window has a count already.</summary>
    internal const string Increment =
        "ON CONFLICT (subject, window_start) DO UPDATE SET sends = send_limits.sends + 1";

    /// <summary>
    /// Counts once, also over the limit. One result: the count in the window. Parameters @Subject and @start.
    /// </summary>
    public const string CountSql = $"{Counted} RETURNING sends";

    /// <summary>
    /// Counts once, and touches no row when the limit is reached. Parameters @Subject, @start and @Limit.
    /// </summary>
    public const string CountBelowLimitSql = $"{Counted} WHERE send_limits.sends < @Limit";

    private const string Counted =
        $"INSERT INTO send_limits (subject, window_start, sends) VALUES (@Subject, @start, 1) {Increment}";

    /// <summary>
    /// The start of the window that <paramref name="now"/> lies in, in milliseconds since the Unix epoch.
    /// </summary>
    public long WindowStart(DateTimeOffset now)
    {
        var window = (long)Window.TotalMilliseconds;
        return now.ToUnixTimeMilliseconds() / window * window;
    }
}
