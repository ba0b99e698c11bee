namespace Sparekey.Edges.Storage;

/// <summary>A limit on messages or changes in fixed windows, for example of one address.</summary>
public sealed record SendCount(string Subject, TimeSpan Window, int Limit)
{
    /// <summary>The part of the statement that increments the count if the window has a count already.</summary>
    internal const string Increment =
        "ON CONFLICT (subject, window_start) DO UPDATE SET sends = send_limits.sends + 1";

    /// <summary>
    /// Adds one to the count, also above the limit. One result: the count in the window. Parameters @Subject and
    /// @start.
    /// </summary>
    public const string CountSql = $"{Counted} RETURNING sends";

    /// <summary>
    /// Adds one to the count; touches no row if the limit is reached. Parameters @Subject, @start and @Limit.
    /// </summary>
    public const string CountBelowLimitSql = $"{Counted} WHERE send_limits.sends < @Limit";

    private const string Counted =
        $"INSERT INTO send_limits (subject, window_start, sends) VALUES (@Subject, @start, 1) {Increment}";

    /// <summary>
    /// Start of the window that contains <paramref name="now"/>, in milliseconds since the Unix epoch.
    /// </summary>
    public long WindowStart(DateTimeOffset now)
    {
        var window = (long)Window.TotalMilliseconds;
        return now.ToUnixTimeMilliseconds() / window * window;
    }
}
