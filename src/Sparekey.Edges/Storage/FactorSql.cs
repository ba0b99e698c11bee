using Sparekey.Core;
using Sparekey.Core.Factors;

namespace Sparekey.Edges.Storage;

/// <summary>SQL conditions on the table <c>factors</c>, each said once.</summary>
public static class FactorSql
{
    /// <summary>On a row of <c>factors</c>: it can be used now.</summary>
    public static readonly string IsActive = $"state = '{WireName.Of(FactorState.Active)}'";

    /// <summary>
    /// On a row of <c>factors</c>: it was confirmed. It is in use, or switched off after too many wrong codes.
    /// </summary>
    public static readonly string IsBound =
        $"state IN ('{WireName.Of(FactorState.Active)}', '{WireName.Of(FactorState.Disabled)}')";

    /// <summary>On a row of <c>factors</c>: recovery codes stand in for a second factor, and are none.</summary>
    public static readonly string IsSecondFactor = $"kind <> '{WireName.Of(FactorKind.RecoveryCode)}'";

    /// <summary>
    /// The account has a second factor: from then on one is required (an enrolled factor is always required, also one
    /// that was switched off).
    /// </summary>
    /// <param name="account">SQL for the account id.</param>
    public static string HasSecondFactor(string account = "@account") =>
        $"EXISTS (SELECT 1 FROM factors WHERE account_id = {account} AND {IsBound} AND {IsSecondFactor})";

    /// <summary>The account has a second factor that can be used now.</summary>
    /// <inheritdoc cref="HasSecondFactor"/>
    public static string HasActiveSecondFactor(string account = "@account") =>
        $"EXISTS (SELECT 1 FROM factors WHERE account_id = {account} AND {IsActive} AND {IsSecondFactor})";
}
