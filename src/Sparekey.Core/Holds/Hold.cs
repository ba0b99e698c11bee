using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Holds;

/// <summary>Because of what withdrawals are off.</summary>
[JsonConverter(typeof(WireNameConverter<HoldReason>))]
public enum HoldReason
{
    /// <summary>A recovery case completed.</summary>
    SecurityReset,

    /// <summary>A factor was added, replaced or removed by its holder.</summary>
    FactorChanged,

    /// <summary>Somebody said <em>This wasn't me</em>, or staff froze the account. Has no end of its own.</summary>
    Frozen,

    /// <summary>The integrator asked for it.</summary>
    Integrator,
}

/// <summary>Withdrawals of one account are blocked, from, until, because of. Nobody makes one shorter.</summary>
/// <param name="From">When it was placed; a hold works at once and never begins later.</param>
/// <param name="Until">First moment at which it blocks no more; null has no end.</param>
public sealed record Hold(HoldId HoldId, AccountId AccountId, HoldReason Reason, DateTimeOffset From,
    DateTimeOffset? Until)
{
    // From is not asked: the clock of another node may be a moment behind the one that placed it, and that moment must
    // not be open.
    public bool IsActive(DateTimeOffset now) => Until is null || now < Until;
}

/// <summary>What the integrator is told before each withdrawal.</summary>
/// <param name="Until">When the last hold ends; null where nothing blocks, and where something without an end
/// does.</param>
/// <param name="Reasons">The active holds, longest first.</param>
public sealed record WithdrawalState(bool Blocked, DateTimeOffset? Until, IReadOnlyList<Hold> Reasons);
