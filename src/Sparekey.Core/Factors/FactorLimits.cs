namespace Sparekey.Core.Factors;

/// <summary>How many factors an account may have, and how long a pending factor may wait for its first code.</summary>
public static class FactorLimits
{
    public const int Authenticators = 5;
    public const int Phones = 3;

    /// <summary>A pending factor that is not confirmed within this time is void.</summary>
    public static readonly TimeSpan Pending = TimeSpan.FromMinutes(30);
}
