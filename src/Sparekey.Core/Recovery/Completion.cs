using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>What a completed case changes in its account. The server does all of it in one transaction.</summary>
/// <remarks>
/// Some effects are the same for every case, so no member says them: every session and every open flow of the account
/// ends (law 9), and every address that the account had or now has is told.</remarks>
public sealed record Completion
{
    public required CaseId CaseId { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>
    /// Remove every factor of these kinds: all authenticators, the old phone, the old email address; never
    /// <see cref="LostThing.RecoveryCode"/>.
    /// </summary>
    public required IReadOnlyList<LostThing> Remove { get; init; }

    /// <summary>Bind the number that was sealed under this requirement id; null where the phone stays.</summary>
    public required string? BindNewPhone { get; init; }

    /// <summary>Bind the address that was sealed under this requirement id; null where the email stays.</summary>
    public required string? BindNewEmail { get; init; }

    /// <summary>
    /// Recovery codes are void when the authenticator or they themselves are lost. They are printed on the day the
    /// authenticator is set up and kept with it, so whoever found one may have the other, and the holder who still had
    /// a code would not be here. New ones come with the new authenticator. With only a phone or an email lost they
    /// stay: they were not near it, and are the holder's spare.
    /// </summary>
    public required bool VoidRecoveryCodes { get; init; }

    /// <summary>
    /// The hold to place; <see cref="Holds.HoldRules.Place"/> makes it later where an older hold ends later.
    /// </summary>
    public required TimeSpan HoldFor { get; init; }

    public required DateTimeOffset HoldUntil { get; init; }
}
