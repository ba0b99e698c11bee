using Sparekey.Core.Accounts;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Factors;

/// <summary>How a factor goes: by its holder, by a replacement, by a reset. Its secret goes with it, so that its codes never work again.</summary>
public static class FactorRemoval
{
    /// <summary>Adds to a change that this factor goes, and with the last second factor the recovery codes, which only stand in for one.</summary>
    public static Change Remove(Change change, AccountId account, FactorId factor)
    {
        change.Add($"{Removed} AND factor_id = @factor AND state <> 'removed'", new { account, factor });
        return CleanUp(change, account);
    }

    /// <summary>As <see cref="Remove"/>, but the claim <c>last_factor</c> is lost unless another second factor stays active.</summary>
    public static Change RemoveUnlessLast(Change change, AccountId account, FactorId factor)
    {
        change.Claim(Refusals.LastFactor,
            $"""
            {Removed} AND factor_id = @factor AND state IN ('active', 'disabled')
              AND (kind = 'recovery_code' OR EXISTS (SELECT 1 FROM factors o WHERE o.account_id = @account AND o.factor_id <> @factor AND o.state = 'active' AND o.kind <> 'recovery_code'))
            """,
            new { account, factor });
        return CleanUp(change, account);
    }

    /// <summary>Adds to a change that unfinished set-ups of this kind are void: only the newest one counts.</summary>
    public static Change VoidPending(Change change, AccountId account, string kind)
    {
        change.Add($"{Removed} AND kind = @kind AND state = 'pending'", new { account, kind });
        return CleanUp(change, account);
    }

    /// <summary>Adds to a change that every set of recovery codes is void.</summary>
    public static Change RemoveRecoveryCodes(Change change, AccountId account)
    {
        RemoveKind(change, account, "recovery_code");
        return CleanUp(change, account);
    }

    private const string Removed = "UPDATE factors SET state = 'removed', secret_sealed = NULL, hint = '', replaces = NULL, begun_in = NULL WHERE account_id = @account";

    /// <summary>Adds to a change that every factor of this kind goes, those on the way in too: a set-up that was begun before belongs to whoever had the session.
    /// <see cref="CleanUp"/> follows when what takes their place is there.</summary>
    public static Change RemoveKind(Change change, AccountId account, string kind) =>
        change.Add($"{Removed} AND kind = @kind AND state <> 'removed'", new { account, kind });

    /// <summary>Adds to a change what a removal takes with it: the recovery codes if nothing is left that they stand in for, and counts of failures.</summary>
    public static Change CleanUp(Change change, AccountId account) => change
        .Add(
            """
            UPDATE factors SET state = 'removed', begun_in = NULL WHERE account_id = @account AND kind = 'recovery_code' AND state <> 'removed'
              AND NOT EXISTS (SELECT 1 FROM factors o WHERE o.account_id = @account AND o.state IN ('active', 'disabled') AND o.kind <> 'recovery_code')
            """, new { account })
        .Add(
            """
            DELETE FROM recovery_codes WHERE account_id = @account
              AND factor_id IN (SELECT f.factor_id FROM factors f WHERE f.account_id = @account AND f.kind = 'recovery_code' AND f.state = 'removed')
            """, new { account })
        .Add(
            """
            DELETE FROM attempts WHERE account_id = @account
              AND subject IN (SELECT 'factor:' || f.factor_id FROM factors f WHERE f.account_id = @account AND f.state = 'removed')
            """, new { account });
}
