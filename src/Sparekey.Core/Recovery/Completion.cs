using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>What a completed case changes in its account. The server does all of it in one transaction.</summary>
/// <remarks>
/// Two effects are the same for every case and need no member: every session and every open flow of the account ends
/// (law 9), and a message goes to every address that the account had or now has.
/// </remarks>
public sealed record Completion
{
    public required CaseId CaseId { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>
    /// Remove every factor of these kinds: all authenticators, the old phones, the old email address. Never contains
    /// <see cref="LostThing.RecoveryCode"/>.
    /// </summary>
    public required IReadOnlyList<LostThing> Remove { get; init; }

    /// <summary>Id of the requirement whose sealed number becomes the new phone; null if the phone stays.</summary>
    public required string? BindNewPhone { get; init; }

    /// <summary>
    /// Id of the requirement whose sealed address becomes the new email address; null if the address stays.
    /// </summary>
    public required string? BindNewEmail { get; init; }

    /// <summary>
    /// Recovery codes become void if they are lost, or if the authenticator is lost: people keep the codes near the
    /// authenticator, so the finder of one may have both, and a holder who still has a code needs no reset. New codes
    /// come with the new authenticator. If only a phone or an email address is lost, the codes stay valid.
    /// </summary>
    public required bool VoidRecoveryCodes { get; init; }

    /// <summary>
    /// Length of the hold to place. <see cref="Holds.HoldRules.Place"/> extends it if an older hold ends later.
    /// </summary>
    public required TimeSpan HoldFor { get; init; }

    public required DateTimeOffset HoldUntil { get; init; }
}
