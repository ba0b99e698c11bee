using System.Globalization;

namespace Sparekey.Edges.Texts;

/// <summary>Times in plain words for people. <c>countdown.js</c> uses the same words.</summary>
public static class PlainTime
{
    private static readonly TimeSpan DaysFrom = TimeSpan.FromHours(72);

    /// <summary>"24 November 2026, 05:33 UTC".</summary>
    public static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The two largest units, for example "47 hours 59 minutes". The smaller one is left out if it is zero: "5 days".
    /// Below a minute "45 seconds"; after the end "now".
    /// </summary>
    public static string Left(TimeSpan left)
    {
        // Rounded up, so that "now" is never too early.
        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds switch
        {
            <= 0 => "now",
            < 60 => Count(seconds, "second"),
            < 3600 => Two(seconds / 60, "minute", seconds % 60, "second"),
            _ when seconds < DaysFrom.TotalSeconds => Two(seconds / 3600, "hour", seconds % 3600 / 60, "minute"),
            _ => Two(seconds / 86400, "day", seconds % 86400 / 3600, "hour"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Count(large, largeUnit) : $"{Count(large, largeUnit)} {Count(small, smallUnit)}";

    private static string Count(long number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
