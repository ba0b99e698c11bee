namespace Sparekey.Core.Factors;

/// <summary>The limits of a code sent by email, SMS or voice call.</summary>
public static class OneTimeCode
{
    /// <summary>Tries of one code. A resend makes a new code and keeps the count.</summary>
    public const int Tries = 5;

    /// <summary>Sends for one purpose.</summary>
    public const int Sends = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(60);
    private const int Doublings = 5;   // 60 s x 2^5 = 32 min, the longest wait

    /// <summary>Wait after the given send (1 for the first) before the next one: 60 s, doubling to 32 min.</summary>
    public static TimeSpan WaitAfterSend(int send) => FirstWait * (1 << Math.Clamp(send - 1, 0, Doublings));
}
