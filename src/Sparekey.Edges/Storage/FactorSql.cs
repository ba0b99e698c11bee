using Sparekey.Core;
using Sparekey.Core.Factors;

namespace Sparekey.Edges.Storage;

/// <summary>SQL conditions on the table <c>factors</c>.</summary>
public static class FactorSql
{
    /// <summary>Condition on a row of <c>factors</c>: the factor can be used now.</summary>
    public static readonly string IsActive = Is(FactorState.Active);

    /// <summary>Condition on a row of <c>factors</c>: the factor was disabled after too many wrong codes.</summary>
    public static readonly string IsDisabled = Is(FactorState.Disabled);

    /// <summary>Condition on a row of <c>factors</c>: the factor was set up and is not confirmed.</summary>
    public static readonly string IsPending = Is(FactorState.Pending);

    /// <summary>Condition on a row of <c>factors</c>: the factor and its secret were removed.</summary>
    public static readonly string IsRemoved = Is(FactorState.Removed);

    /// <summary>Condition on a row of <c>factors</c>: the factor is pending, active or disabled.</summary>
    public static readonly string IsNotRemoved = $"state <> '{WireName.Of(FactorState.Removed)}'";

    /// <summary>
    /// Condition on a row of <c>factors</c>: the factor was confirmed; it is active, or disabled after too many wrong
    /// codes.
    /// </summary>
    public static readonly string IsBound =
        $"state IN ('{WireName.Of(FactorState.Active)}', '{WireName.Of(FactorState.Disabled)}')";

    /// <summary>Condition on a row of <c>factors</c>: the factor receives codes by SMS or voice call.</summary>
    public static readonly string IsPhone = Is(FactorKind.Phone);

    /// <summary>Condition on a row of <c>factors</c>: an app makes the codes of the factor.</summary>
    public static readonly string IsAuthenticator = Is(FactorKind.Authenticator);

    /// <summary>Condition on a row of <c>factors</c>: the factor is a set of recovery codes.</summary>
    public static readonly string IsRecoveryCode = Is(FactorKind.RecoveryCode);

    /// <summary>
    /// Condition on a row of <c>factors</c>: the factor is not a set of recovery codes, which stands in for a second
    /// factor but is not one.
    /// </summary>
    public static readonly string IsSecondFactor = $"kind <> '{WireName.Of(FactorKind.RecoveryCode)}'";

    /// <summary>Condition on a row of <c>factors</c>: the factor is of this kind.</summary>
    public static string Is(FactorKind kind) => $"kind = '{WireName.Of(kind)}'";

    /// <summary>
    /// The account has a second factor, active or disabled. While a second factor exists, sign-in requires one.
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
