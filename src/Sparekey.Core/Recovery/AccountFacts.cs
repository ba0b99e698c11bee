namespace Sparekey.Core.Recovery;

/// <summary>
/// The facts that a recovery policy may use. The server loads them again for every step, so that a freeze counts at the
/// start and at the finish.
/// </summary>
/// <remarks>There is no fact for the email address: every account has one.</remarks>
public sealed record AccountFacts
{
    /// <summary>The tier of an account for which the integrator has set none.</summary>
    public const string BasicTier = "basic";

    /// <summary>
    /// A reviewer accepted the holder's identity before this recovery, so reviewers can compare evidence with it.
    /// </summary>
    public bool IdentityVerified { get; init; }

    /// <summary>Set by the integrator; compared exactly.</summary>
    public string Tier { get; init; } = BasicTier;

    /// <summary>At least one confirmed authenticator, active or disabled.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>A confirmed phone number.</summary>
    public bool HasPhone { get; init; }

    /// <summary>Unused recovery codes, 0 to 10.</summary>
    public int RecoveryCodesLeft { get; init; }

    public bool HasSecurityQuestions { get; init; }

    /// <summary>
    /// Frozen by its holder, by the integrator or by staff: no case of this account may move forward.
    /// </summary>
    public bool IsFrozen { get; init; }

    /// <summary>A recovery code: the second step of a sign-in that needs no recovery.</summary>
    public bool HasAnotherWay => RecoveryCodesLeft > 0;

    /// <summary>The same facts without recovery codes, if <paramref name="lost"/> contains them.</summary>
    public AccountFacts Without(IEnumerable<LostThing> lost) =>
        lost.Contains(LostThing.RecoveryCode) ? this with { RecoveryCodesLeft = 0 } : this;
}
