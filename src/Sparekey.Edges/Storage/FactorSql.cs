using Sparekey.Core;
using Sparekey.Core.Factors;

namespace Sparekey.Edges.Storage;

/// <summary>SQL conditions on the table <c>factors</c>, each said once.</summary>
public static class FactorSql
{
    /// <summary>On a row of <c>factors</c>: it can be used now.</summary>
    public static readonly string IsActive = Is(FactorState.Active);

    /// <summary>On a row of <c>factors</c>: it was switched off after too many wrong codes.</summary>
    public static readonly string IsDisabled = Is(FactorState.Disabled);

    /// <summary>On a row of <c>factors</c>: its set-up has begun and is not confirmed.</summary>
    public static readonly string IsPending = Is(FactorState.Pending);

    /// <summary>On a row of <c>factors</c>: it was removed, and its secret with it.</summary>
    public static readonly string IsRemoved = Is(FactorState.Removed);

    /// <summary>On a row of <c>factors</c>: it is pending, active or disabled.</summary>
    public static readonly string IsNotRemoved = $"state <> '{WireName.Of(FactorState.Removed)}'";

    /// <summary>
    /// On a row of <c>factors</c>: it was confirmed. It is in use, or switched off after too many wrong codes.
    /// </summary>
    public static readonly string IsBound =
        $"state IN ('{WireName.Of(FactorState.Active)}', '{WireName.Of(FactorState.Disabled)}')";

    /// <summary>On a row of <c>factors</c>: it receives codes by SMS or voice call.</summary>
    public static readonly string IsPhone = Is(FactorKind.Phone);

    /// <summary>On a row of <c>factors</c>: an app makes its codes.</summary>
    public static readonly string IsAuthenticator = Is(FactorKind.Authenticator);

    /// <summary>On a row of <c>factors</c>: it is a set of recovery codes.</summary>
    public static readonly string IsRecoveryCode = Is(FactorKind.RecoveryCode);

    /// <summary>On a row of <c>factors</c>: recovery codes stand in for a second factor, and are none.</summary>
    public static readonly string IsSecondFactor = $"kind <> '{WireName.Of(FactorKind.RecoveryCode)}'";

    /// <summary>On a row of <c>factors</c>: it is of this kind.</summary>
    public static string Is(FactorKind kind) => $"kind = '{WireName.Of(kind)}'";

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

    private static string Is(FactorState state) => $"state = '{WireName.Of(state)}'";
}
