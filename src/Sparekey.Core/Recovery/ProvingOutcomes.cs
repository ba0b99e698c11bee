using System.Text.Json.Serialization;

namespace Sparekey.Core.Recovery;

/// <summary>Outcomes of <see cref="RecoveryRules.NameAddress"/>.</summary>
public abstract record AddressOutcome
{
    private AddressOutcome() { }

    /// <param name="AddressNumber">Store this number with the code that is sent to the address.</param>
    public sealed record Named(RecoveryCase Case, int AddressNumber) : AddressOutcome;

    /// <summary>The case has no such requirement, or the requirement asks for no new address.</summary>
    public sealed record NotAsked : AddressOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : AddressOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.MarkCodeProven"/>.</summary>
public abstract record ProofOutcome
{
    private ProofOutcome() { }

    public sealed record Met(RecoveryCase Case) : ProofOutcome;

    public sealed record AlreadyMet : ProofOutcome;

    /// <summary>The code is right, but was made for something else.</summary>
    public sealed record Mismatch(ProofFault Fault) : ProofOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : ProofOutcome;
}

/// <summary>Why a proof does not fit.</summary>
[JsonConverter(typeof(WireNameConverter<ProofFault>))]
public enum ProofFault
{
    AnotherCase,
    AnotherAccount,

    /// <summary>The case has no such requirement, or no longer has it.</summary>
    AnotherRequirement,
    AnotherKind,

    /// <summary>The new address was changed after the code was sent.</summary>
    AnotherAddress,

    /// <summary>Made before the case was opened, or before the reviewer asked for more.</summary>
    TooOld,

    /// <summary>The identity verification has not been submitted.</summary>
    NotSubmitted,
}

/// <summary>
/// Outcomes of <see cref="RecoveryRules.GiveAnswers"/>. The holder gets the same reply for the first two.
/// </summary>
public abstract record AnswersOutcome
{
    private AnswersOutcome() { }

    public sealed record Submitted(RecoveryCase Case) : AnswersOutcome;

    /// <summary>A case takes answers once. These answers change nothing.</summary>
    public sealed record AlreadyGiven : AnswersOutcome;

    public sealed record NotAsked : AnswersOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : AnswersOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.IdentitySubmitted"/>.</summary>
public abstract record EvidenceOutcome
{
    private EvidenceOutcome() { }

    public sealed record Submitted(RecoveryCase Case) : EvidenceOutcome;

    public sealed record AlreadySubmitted : EvidenceOutcome;

    public sealed record NotAsked : EvidenceOutcome;

    public sealed record Mismatch(ProofFault Fault) : EvidenceOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : EvidenceOutcome;
}

/// <summary>Outcomes of <see cref="RecoveryRules.Submit"/>.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome() { }

    public sealed record InReview(RecoveryCase Case) : SubmitOutcome;

    /// <summary>
    /// No reviewer is needed. The case is due at <see cref="RecoveryCase.ObjectionUntil"/>, which may be now.
    /// </summary>
    public sealed record Objection(RecoveryCase Case) : SubmitOutcome;

    public sealed record RequirementsOpen(IReadOnlyList<Requirement> Open) : SubmitOutcome;

    public sealed record NotNow(Obstacle Why, CaseState State) : SubmitOutcome;
}
