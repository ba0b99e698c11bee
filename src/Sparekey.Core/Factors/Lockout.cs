namespace Sparekey.Core.Factors;

/// <summary>
/// What failures in a row cost: from the fifth on a wait that doubles, and at the twentieth a second factor is switched
/// off.
/// </summary>
/// <remarks>
/// SP 800-63B-4 section 3.2.2 allows at most 100 failures in a row and gives waits from 30 s to 1 h as its example. A
/// password only waits and is never switched off: whoever knows an email address could otherwise shut its owner out for
/// good.
/// </remarks>
public static class Lockout
{
    /// <summary>Failures in a row that cost nothing yet.</summary>
    public const int FreeFailures = 4;

    /// <summary>Failures in a row at which a second factor is switched off.</summary>
    public const int DisabledAt = 20;

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the next attempt must wait after this many failures in a row: 0, then 30 s from the fifth, doubling to
    /// 1 h.
    /// </summary>
    public static TimeSpan WaitAfter(int failures)
    {
        if (failures <= FreeFailures) return TimeSpan.Zero;
        var doublings = failures - FreeFailures - 1;
        return doublings >= 7
            ? LongestWait
            : TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << doublings, LongestWait.Ticks));
    }

    /// <summary>Attempts left before the first wait; 0 once every further failure waits.</summary>
    public static int TriesLeft(int failures) => Math.Max(0, FreeFailures + 1 - failures);
}
