namespace Sparekey.Core.Factors;

/// <summary>How many factors an account holds, and how long one may wait for its first code.</summary>
public static class FactorLimits
{
    public const int Authenticators = 5;
    public const int Phones = 3;

    /// <summary>A set-up that is not confirmed within this time is void.</summary>
    public static readonly TimeSpan Pending = TimeSpan.FromMinutes(30);
}
