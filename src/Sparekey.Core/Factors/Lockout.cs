namespace Sparekey.Core.Factors;

/// <summary>
/// The price of failures in a row: from the fifth failure on a wait, which doubles; at the twentieth, a second factor
/// is disabled.
/// </summary>
/// <remarks>
/// SP 800-63B-4 section 3.2.2 allows at most 100 failures in a row and suggests waits from 30 s to 1 h. A password is
/// never disabled: otherwise anybody who knows an email address could lock its holder out for good.
/// </remarks>
public static class Lockout
{
    /// <summary>Failures in a row without a wait.</summary>
    public const int FreeFailures = 4;

    /// <summary>Failures in a row at which a second factor is disabled.</summary>
    public const int DisabledAt = 20;

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Wait before the next attempt, after this many failures in a row: 0 up to the fourth, 30 s from the fifth,
    /// doubling to 1 h.
    /// </summary>
    public static TimeSpan WaitAfter(int failures)
    {
        if (failures <= FreeFailures) return TimeSpan.Zero;
        var doublings = failures - FreeFailures - 1;
        return doublings >= 7
            ? LongestWait
            : TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << doublings, LongestWait.Ticks));
    }

    /// <summary>Attempts left before the first wait; 0 from the fifth failure on.</summary>
    public static int TriesLeft(int failures) => Math.Max(0, FreeFailures + 1 - failures);
}
