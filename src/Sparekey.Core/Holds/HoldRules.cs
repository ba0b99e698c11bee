using Sparekey.Core.Accounts;

namespace Sparekey.Core.Holds;

/// <summary>Which holds block withdrawals, and how a hold is placed.</summary>
public static class HoldRules
{
    /// <summary>After the holder added, replaced or removed a factor.</summary>
    public static readonly TimeSpan AfterFactorChange = TimeSpan.FromHours(24);

    /// <summary>
    /// After an ordinary reset; the matching row of the recovery policy says which resets are ordinary.
    /// </summary>
    public static readonly TimeSpan AfterReset = TimeSpan.FromHours(48);

    /// <summary>After a reset in which an email address was replaced together with something else.</summary>
    public static readonly TimeSpan AfterHeavyReset = TimeSpan.FromHours(120);

    /// <summary>Minimum after a reset or a change of factors, whatever is configured.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether this account may withdraw now. <paramref name="holds"/> may contain holds that are over.
    /// </summary>
    public static WithdrawalState Withdrawals(IEnumerable<Hold> holds, DateTimeOffset now)
    {
        IReadOnlyList<Hold> active = [.. holds.Where(hold => hold.IsActive(now))
            .OrderByDescending(hold => hold.Until ?? DateTimeOffset.MaxValue)];
        return new WithdrawalState(active.Count > 0,
            active.Count == 0 || active.Any(hold => hold.Until is null) ? null : active[0].Until, active);
    }

    /// <summary>
    /// Makes a new hold. The hold ends no earlier than the active holds of the account with the same reason.
    /// </summary>
    /// <param name="holds">The account's holds so far.</param>
    /// <param name="length">At least 24 h after a reset or a change of factors. Null has no end: required for a freeze,
    /// possible for an integrator.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit the reason.</exception>
    public static Hold Place(HoldId id, AccountId account, HoldReason reason, TimeSpan? length, IEnumerable<Hold> holds,
        DateTimeOffset now)
    {
        var fits = reason switch
        {
            HoldReason.SecurityReset or HoldReason.FactorChanged => length >= Shortest,
            HoldReason.Frozen => length is null,
            HoldReason.Integrator => length is null || length > TimeSpan.Zero,
            _ => false,
        };
        if (!fits)
            throw new ArgumentOutOfRangeException(nameof(length), length,
                $"No hold for {WireName.Of(reason)} has this length.");

        var until = now + length;
        foreach (var hold in holds)
        {
            if (hold.AccountId != account || hold.Reason != reason || !hold.IsActive(now)) continue;
            if (hold.Until is null || until is null) until = null;
            else if (hold.Until > until) until = hold.Until;
        }
        return new Hold(id, account, reason, now, until);
    }
}
