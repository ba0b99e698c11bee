using Sparekey.Core.Accounts;

namespace Sparekey.Core.Identity;

/// <summary>Outcomes of <see cref="IdentityRules.Start"/>.</summary>
public abstract record StartOutcome
{
    private StartOutcome() { }

    public sealed record Started(IdentityVerification Verification) : StartOutcome;

    public sealed record UnknownCountry : StartOutcome;

    public sealed record KindNotTaken(IReadOnlyList<DocumentKind> Taken) : StartOutcome;

    /// <summary>
    /// An accepted identity is never replaced: somebody with a stolen session could replace it by their own.
    /// </summary>
    public sealed record AlreadyVerified : StartOutcome;
}

/// <summary>Outcomes of <see cref="IdentityRules.PictureStored"/>.</summary>
public abstract record PictureOutcome
{
    private PictureOutcome() { }

    public sealed record Stored(IdentityVerification Verification) : PictureOutcome;

    /// <summary>This kind of document has no such side, or the reviewer did not ask for this picture again.</summary>
    public sealed record NotAsked : PictureOutcome;

    public sealed record NotNow(IdentityState State) : PictureOutcome;
}

/// <summary>Outcomes of <see cref="IdentityRules.Submit"/>.</summary>
public abstract record IdentitySubmitOutcome
{
    private IdentitySubmitOutcome() { }

    public sealed record Submitted(IdentityVerification Verification) : IdentitySubmitOutcome;

    public sealed record PicturesMissing(IReadOnlyList<PictureSlot> Missing) : IdentitySubmitOutcome;

    public sealed record NotNow(IdentityState State) : IdentitySubmitOutcome;
}

/// <summary>Outcomes of <see cref="IdentityRules.Claim"/> and <see cref="IdentityRules.Release"/>.</summary>
public abstract record IdentityClaimOutcome
{
    private IdentityClaimOutcome() { }

    public sealed record Claimed(IdentityVerification Verification) : IdentityClaimOutcome;

    public sealed record Released(IdentityVerification Verification) : IdentityClaimOutcome;

    public sealed record HeldByAnother(StaffId By) : IdentityClaimOutcome;

    public sealed record NotClaimed : IdentityClaimOutcome;

    /// <summary>Nobody reviews their own identity.</summary>
    public sealed record OwnAccount : IdentityClaimOutcome;

    /// <summary>The verification is evidence in a recovery case, and is decided with the case.</summary>
    public sealed record BelongsToCase : IdentityClaimOutcome;

    public sealed record NotNow(IdentityState State) : IdentityClaimOutcome;
}

/// <summary>
/// Outcomes of the verdicts: <see cref="IdentityRules.Accept"/>, <see cref="IdentityRules.Refuse"/>,
/// <see cref="IdentityRules.AskForMore"/>.
/// </summary>
public abstract record IdentityDecisionOutcome
{
    private IdentityDecisionOutcome() { }

    /// <param name="Record">Store the record as the account's identity, in the same transaction.</param>
    public sealed record Accepted(IdentityVerification Verification, IdentityRecord Record) : IdentityDecisionOutcome;

    public sealed record Refused(IdentityVerification Verification) : IdentityDecisionOutcome;

    public sealed record MoreInformation(IdentityVerification Verification) : IdentityDecisionOutcome;

    /// <summary>The reviewer's record is incomplete, or does not fit the document.</summary>
    /// <param name="Field">Wire name of the field: <c>full_name</c>, <c>birth_date</c>, <c>country</c>, <c>kind</c>,
    /// <c>document_number</c>.</param>
    public sealed record RecordWrong(string Field) : IdentityDecisionOutcome;

    public sealed record ReasonDoesNotFit : IdentityDecisionOutcome;

    public sealed record OwnAccount : IdentityDecisionOutcome;

    public sealed record NotClaimed : IdentityDecisionOutcome;

    public sealed record BelongsToCase : IdentityDecisionOutcome;

    public sealed record NotNow(IdentityState State) : IdentityDecisionOutcome;
}
