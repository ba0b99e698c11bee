using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Factors;

/// <summary>
/// Removes factors: by their holder, by a replacement, by a reset. The secret is deleted with the factor, so its codes
/// never work again.
/// </summary>
public static class FactorRemoval
{
    private static readonly string Removed =
        $"""
        UPDATE factors
        SET state = '{WireName.Of(FactorState.Removed)}', secret_sealed = NULL, hint = '', replaces = NULL,
          begun_in = NULL
        WHERE account_id = @account
        """;

    private static readonly string RemovedUnlessLast =
        $"""
        {Removed} AND factor_id = @factor AND {FactorSql.IsBound}
          AND ({FactorSql.IsRecoveryCode} OR EXISTS (SELECT 1 FROM factors o
            WHERE o.account_id = @account AND o.factor_id <> @factor AND {FactorSql.IsActive}
              AND {FactorSql.IsSecondFactor}))
        """;

    private static readonly string OrphanedCodesRemoved =
        $"""
        UPDATE factors SET state = '{WireName.Of(FactorState.Removed)}', begun_in = NULL
        WHERE account_id = @account AND {FactorSql.IsRecoveryCode} AND {FactorSql.IsNotRemoved}
          AND NOT {FactorSql.HasSecondFactor()}
        """;

    private static readonly string CodesDeleted =
        $"""
        DELETE FROM recovery_codes WHERE account_id = @account
          AND factor_id IN (SELECT f.factor_id FROM factors f
            WHERE f.account_id = @account AND {FactorSql.IsRecoveryCode} AND {FactorSql.IsRemoved})
        """;

    private static readonly string FailuresDeleted =
        $"""
        DELETE FROM attempts WHERE account_id = @account
          AND subject IN (SELECT 'factor:' || f.factor_id FROM factors f
            WHERE f.account_id = @account AND {FactorSql.IsRemoved})
        """;

    /// <summary>
    /// Adds the removal of this factor to a change. With the last second factor the recovery codes are removed as well:
    /// they only stand in for one.
    /// </summary>
    public static Change Remove(Change change, AccountId account, FactorId factor)
    {
        change.Add($"{Removed} AND factor_id = @factor AND {FactorSql.IsNotRemoved}", new { account, factor });
        return CleanUp(change, account);
    }

    /// <summary>
    /// As <see cref="Remove"/>, but refused with <see cref="Refusals.LastFactor"/> unless another second factor stays
    /// active.
    /// </summary>
    public static Change RemoveUnlessLast(Change change, AccountId account, FactorId factor)
    {
        change.Claim(Refusals.LastFactor, RemovedUnlessLast, new { account, factor });
        return CleanUp(change, account);
    }

    /// <summary>
    /// Adds to a change that unfinished set-ups of this kind are void: only the newest set-up counts.
    /// </summary>
    public static Change VoidPending(Change change, AccountId account, FactorKind kind)
    {
        change.Add($"{Removed} AND kind = @kind AND {FactorSql.IsPending}", new { account, kind = WireName.Of(kind) });
        return CleanUp(change, account);
    }

    /// <summary>Adds to a change that every set of recovery codes is void.</summary>
    public static Change RemoveRecoveryCodes(Change change, AccountId account)
    {
        RemoveKind(change, account, WireName.Of(FactorKind.RecoveryCode));
        return CleanUp(change, account);
    }

    /// <summary>
    /// Adds the removal of every factor of this kind to a change, unfinished set-ups included: an attacker with a
    /// session may have begun them. The caller adds <see cref="CleanUp"/> once the new factors are there.
    /// </summary>
    /// <param name="kind">Wire name of a <see cref="FactorKind"/>.</param>
    public static Change RemoveKind(Change change, AccountId account, string kind) =>
        change.Add($"{Removed} AND kind = @kind AND {FactorSql.IsNotRemoved}", new { account, kind });

    /// <summary>
    /// Adds the consequences of a removal to a change: recovery codes are removed if no second factor is left that they
    /// stand in for, and counts of failures are deleted.
    /// </summary>
    public static Change CleanUp(Change change, AccountId account) => change
        .Add(OrphanedCodesRemoved, new { account })
        .Add(CodesDeleted, new { account })
        .Add(FailuresDeleted, new { account });
}
