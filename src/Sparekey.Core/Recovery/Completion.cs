using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>An address to be told, seen from the moment before completion.</summary>
[JsonConverter(typeof(WireNameConverter<AddressRole>))]
public enum AddressRole
{
    /// <summary>The email address the account had, replaced or not; its message carries a <em>This wasn't me</em> link.</summary>
    OldEmail,

    /// <summary>The phone the account had, replaced or not; its message carries a <em>This wasn't me</em> link.</summary>
    OldPhone,
    NewEmail,
    NewPhone,
}

/// <summary>Everything that happens when a case completes, in one transaction.</summary>
public sealed record Completion
{
    public required CaseId CaseId { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>Remove every factor of these kinds: all authenticators, the old phone, the old email address; never <see cref="LostThing.RecoveryCode"/>.</summary>
    public required IReadOnlyList<LostThing> Remove { get; init; }

    /// <summary>Bind the number that was sealed under this requirement id; null where the phone stays.</summary>
    public required string? BindNewPhone { get; init; }

    /// <summary>Bind the address that was sealed under this requirement id; null where the email stays.</summary>
    public required string? BindNewEmail { get; init; }

    /// <summary>Recovery codes are void when the authenticator or they themselves are lost. They are printed on the day the authenticator is set up
    /// and kept with it, so whoever found one may have the other, and the holder who still had a code would not be here. New ones come with
    /// the new authenticator. With only a phone or an email lost they stay: they were not near it, and are the holder's spare.</summary>
    public required bool VoidRecoveryCodes { get; init; }

    /// <summary>Every session, trusted device and remembered browser ends. Always true: law 9, a reset ends everything.</summary>
    public bool EndSessions { get; init; } = true;

    /// <summary>Every open flow (sign-ins, step-ups, set-ups of factors, other tokens of the holder) ends. Always true.</summary>
    public bool EndOpenFlows { get; init; } = true;

    /// <summary>The hold to place; <see cref="Holds.HoldRules.Place"/> makes it later where an older hold ends later.</summary>
    public required TimeSpan HoldFor { get; init; }

    public required DateTimeOffset HoldUntil { get; init; }

    /// <summary>Every address that the account had or now has.</summary>
    public required IReadOnlyList<AddressRole> Notices { get; init; }
}
