using System.Text.Json.Serialization;

namespace Sparekey.Core.Recovery;

/// <summary>Of <see cref="RecoveryRules.NameAddress"/>.</summary>
public abstract record AddressOutcome
{
    private AddressOutcome() { }

    /// <param name="AddressNumber">To be kept with the code that is sent there.</param>
    public sealed record Named(RecoveryCase Case, int AddressNumber) : AddressOutcome;

    /// <summary>No such requirement, or one that asks for no new address.</summary>
    public sealed record NotAsked : AddressOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : AddressOutcome;
}

/// <summary>Of <see cref="RecoveryRules.MarkCodeProven"/>.</summary>
public abstract record ProofOutcome
{
    private ProofOutcome() { }

    public sealed record Met(RecoveryCase Case) : ProofOutcome;

    public sealed record AlreadyMet : ProofOutcome;

    /// <summary>A right code, made for something else.</summary>
    public sealed record Mismatch(ProofFault Fault) : ProofOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ProofOutcome;
}

/// <summary>What a proof was not made for.</summary>
[JsonConverter(typeof(WireNameConverter<ProofFault>))]
public enum ProofFault
{
    AnotherCase,
    AnotherAccount,

    /// <summary>This case has no such requirement, or not any more.</summary>
    AnotherRequirement,
    AnotherKind,

    /// <summary>The new address was changed after the code was sent.</summary>
    AnotherAddress,

    /// <summary>Made before the case was opened, or before more was asked.</summary>
    TooOld,

    /// <summary>The identity verification is not submitted.</summary>
    NotSubmitted,
}

/// <summary>
/// Of <see cref="RecoveryRules.GiveAnswers"/>. The holder is told "submitted" for both of the first two.
/// </summary>
public abstract record AnswersOutcome
{
    private AnswersOutcome() { }

    public sealed record Submitted(RecoveryCase Case) : AnswersOutcome;

    /// <summary>Answers are taken once in a case; these change nothing.</summary>
    public sealed record AlreadyGiven : AnswersOutcome;

    public sealed record NotAsked : AnswersOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : AnswersOutcome;
}

/// <summary>Of <see cref="RecoveryRules.IdentitySubmitted"/>.</summary>
public abstract record EvidenceOutcome
{
    private EvidenceOutcome() { }

    public sealed record Submitted(RecoveryCase Case) : EvidenceOutcome;

    public sealed record AlreadySubmitted : EvidenceOutcome;

    public sealed record NotAsked : EvidenceOutcome;

    public sealed record Mismatch(ProofFault Fault) : EvidenceOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : EvidenceOutcome;
}

/// <summary>Of <see cref="RecoveryRules.Submit"/>.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome() { }

    public sealed record InReview(RecoveryCase Case) : SubmitOutcome;

    /// <summary>
    /// No reviewer is needed. Due when <see cref="RecoveryCase.ObjectionUntil"/> has passed, which may be at once.
    /// </summary>
    public sealed record Objection(RecoveryCase Case) : SubmitOutcome;

    public sealed record RequirementsOpen(IReadOnlyList<Requirement> Open) : SubmitOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : SubmitOutcome;
}
