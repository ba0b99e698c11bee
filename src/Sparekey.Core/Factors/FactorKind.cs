namespace Sparekey.Core.Factors;

/// <summary>What a second factor is. Declared in the order in which the second step offers them, best first.</summary>
public enum FactorKind { Passkey, Authenticator, Phone, RecoveryCode }

/// <summary>
/// <c>pending</c> until a first code confirms it; <c>active</c>; <c>disabled</c> after too many failures in a row, to
/// be bound anew; <c>removed</c> by its owner, by a replacement or by a reset: its secret is gone.
/// </summary>
public enum FactorState { Pending, Active, Disabled, Removed }
