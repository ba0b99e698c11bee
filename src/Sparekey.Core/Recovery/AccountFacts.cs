namespace Sparekey.Core.Recovery;

/// <summary>
/// What a recovery policy may look at. Loaded afresh for every step: a lock is checked at the start and at the finish.
/// </summary>
/// <remarks>Every account has an email address, so there is no fact for it.</remarks>
public sealed record AccountFacts
{
    /// <summary>The tier of an account for which the integrator has set none.</summary>
    public const string BasicTier = "basic";

    /// <summary>
    /// A reviewer accepted the holder's identity before this recovery, so that there is something to compare with.
    /// </summary>
    public bool IdentityVerified { get; init; }

    /// <summary>Set by the integrator; compared exactly.</summary>
    public string Tier { get; init; } = BasicTier;

    /// <summary>At least one confirmed authenticator, switched off or not.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>A confirmed phone number.</summary>
    public bool HasPhone { get; init; }

    /// <summary>Unused recovery codes, 0 to 10.</summary>
    public int RecoveryCodesLeft { get; init; }

    public bool HasSecurityQuestions { get; init; }

    /// <summary>Stopped by its owner, by the integrator or by staff: nothing about recovery may move.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>A recovery code: the second step of a sign-in that needs no recovery.</summary>
    public bool HasAnotherWay => RecoveryCodesLeft > 0;

    /// <summary>
    /// As the account looks to somebody who also lost what is in <paramref name="lost"/> of its recovery codes.
    /// </summary>
    public AccountFacts Without(IEnumerable<LostThing> lost) =>
        lost.Contains(LostThing.RecoveryCode) ? this with { RecoveryCodesLeft = 0 } : this;
}
