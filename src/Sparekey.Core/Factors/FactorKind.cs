namespace Sparekey.Core.Factors;

/// <summary>Kinds of second factors, in the order in which the second step offers them: best first.</summary>
public enum FactorKind { Passkey, Authenticator, Phone, RecoveryCode }

/// <summary>
/// <c>pending</c> until a first code confirms the factor; <c>active</c>; <c>disabled</c> after too many failures in a
/// row, until the holder binds the factor again; <c>removed</c> by the holder, by a replacement or by a reset, and its
/// secret is deleted.
/// </summary>
public enum FactorState { Pending, Active, Disabled, Removed }
