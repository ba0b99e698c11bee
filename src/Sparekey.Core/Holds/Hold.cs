using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Holds;

/// <summary>Why withdrawals are blocked.</summary>
[JsonConverter(typeof(WireNameConverter<HoldReason>))]
public enum HoldReason
{
    /// <summary>A recovery case completed.</summary>
    SecurityReset,

    /// <summary>A factor was added, replaced or removed by its holder.</summary>
    FactorChanged,

    /// <summary>The account was frozen. A freeze has no end of its own.</summary>
    Frozen,

    /// <summary>The integrator placed the hold.</summary>
    Integrator,
}

/// <summary>
/// A block of the withdrawals of one account, with begin, end and reason. Nobody can make a hold shorter.
/// </summary>
/// <param name="From">When the hold was placed. A hold takes effect at once.</param>
/// <param name="Until">First moment after the hold; null if the hold has no end.</param>
public sealed record Hold(HoldId HoldId, AccountId AccountId, HoldReason Reason, DateTimeOffset From,
    DateTimeOffset? Until)
{
    // From is ignored: the clock of this node may be behind the clock of the node that placed the hold.
    public bool IsActive(DateTimeOffset now) => Until is null || now < Until;
}

/// <summary>The answer to an integrator's check before a withdrawal.</summary>
/// <param name="Until">When the last hold ends; null if there is no hold, and if a hold has no end.</param>
/// <param name="Reasons">The active holds, longest first.</param>
public sealed record WithdrawalState(bool Blocked, DateTimeOffset? Until, IReadOnlyList<Hold> Reasons);
