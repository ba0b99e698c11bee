using System.Globalization;

namespace Sparekey.Edges.Texts;

/// <summary>Times as a person says them. <c>countdown.js</c> uses the same words.</summary>
public static class PlainTime
{
    private static readonly TimeSpan SpeakInDays = TimeSpan.FromHours(72);

    /// <summary>"24 November 2026, 05:33 UTC".</summary>
    public static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The two largest units, the smaller one left out at zero: "47 hours 59 minutes", "5 days", "45 seconds"; "now"
    /// when over.
    /// </summary>
    public static string Left(TimeSpan left)
    {
        // Part of a second still counts as one, so that nobody is told "now" too early.
        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds switch
        {
            <= 0 => "now",
            < 60 => Count(seconds, "second"),
            < 3600 => Two(seconds / 60, "minute", seconds % 60, "second"),
            _ when seconds < SpeakInDays.TotalSeconds => Two(seconds / 3600, "hour", seconds % 3600 / 60, "minute"),
            _ => Two(seconds / 86400, "day", seconds % 86400 / 3600, "hour"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Count(large, largeUnit) : $"{Count(large, largeUnit)} {Count(small, smallUnit)}";

    private static string Count(long number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
