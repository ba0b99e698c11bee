using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>Where a case is. The first five are live; the last four are ends, and no way leads out of an end.</summary>
[JsonConverter(typeof(WireNameConverter<CaseState>))]
public enum CaseState
{
    /// <summary>Opened; what is lost is not chosen yet.</summary>
    Choosing,

    /// <summary>Requirements are known and are being met.</summary>
    Proving,

    /// <summary>Handed in; waiting for reviewers.</summary>
    InReview,

    /// <summary>A reviewer asked for more; waiting for the holder.</summary>
    MoreInformation,

    /// <summary>
    /// Everything is shown and approved; waiting until nobody has objected for long enough, which may be no time at
    /// all.
    /// </summary>
    Objection,

    Completed,
    Refused,
    Cancelled,
    Expired,
}

/// <summary>
/// One security reset of one account. Changed only by <see cref="RecoveryRules"/>; an account has one live case at
/// most.
/// </summary>
/// <remarks>
/// Holds no address, code or answer: the server keeps new addresses sealed beside it, and its version number too.
/// </remarks>
public sealed record RecoveryCase
{
    public required CaseId CaseId { get; init; }
    public required AccountId AccountId { get; init; }
    public required CaseState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Distinct, in the order of <see cref="LostThing"/>.</summary>
    public IReadOnlyList<LostThing> Lost { get; init; } = [];

    /// <summary>
    /// In the order in which they are asked. Fixed when the loss is chosen: a later change of policy does not reach a
    /// running case.
    /// </summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>How many requirement ids were ever given out in this case.</summary>
    public int RequirementsIssued { get; init; }

    /// <summary>The row of the policy that decided.</summary>
    public string? RowName { get; init; }

    /// <summary>How many different people must approve.</summary>
    public int ReviewersNeeded { get; init; }

    /// <summary>How long objections are awaited after the last approval.</summary>
    public TimeSpan Objection { get; init; }

    /// <summary>How long withdrawals stay off after completion.</summary>
    public TimeSpan Hold { get; init; }

    /// <summary>When warnings were accepted and the loss was chosen, the last time.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>When the holder's time runs out; null while others have to act.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was handed in, the last time.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>From here on it may complete. An objection stops it until it has.</summary>
    public DateTimeOffset? ObjectionUntil { get; init; }

    /// <summary>When reviewers were done: the last approval, or the refusal.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The identity verification that belongs to this case.</summary>
    public VerificationId? Verification { get; init; }

    /// <summary>The reviewer who has it open now.</summary>
    public ReviewClaim? Claim { get; init; }

    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    public AnswersGiven? Answers { get; init; }

    /// <summary>What was asked last; stays for the next reviewer after the holder answered.</summary>
    public MoreInformation? MoreInformation { get; init; }

    public CaseOutcome? Outcome { get; init; }

    [JsonIgnore]
    public bool IsLive =>
        State is CaseState.Choosing or CaseState.Proving or CaseState.InReview or CaseState.MoreInformation
            or CaseState.Objection;

    /// <summary>What the holder still has to do.</summary>
    [JsonIgnore]
    public IReadOnlyList<Requirement> OpenRequirements => [.. Requirements.Where(requirement => !requirement.IsGiven)];

    /// <summary>How many different people have approved.</summary>
    [JsonIgnore]
    public int ApprovalsGiven => Approvals.Select(approval => approval.Staff).Distinct().Count();
}

/// <summary>One reviewer's approval.</summary>
public sealed record Approval(StaffId Staff, DateTimeOffset At, ReviewReason Reason);

/// <summary>A signal for the reviewer: how many answers were right. Which ones is not kept.</summary>
public sealed record AnswersGiven(int Right, int Asked, DateTimeOffset At);

/// <summary>What a reviewer asked for.</summary>
/// <param name="Message">The reviewer's sentence to the holder.</param>
/// <param name="Pictures">The pictures to take again; every picture where none is named.</param>
public sealed record MoreInformation(ReviewReason Reason, string? Message, IReadOnlyList<Identity.PictureSlot> Pictures,
    DateTimeOffset AskedAt);

/// <summary>How a case ended.</summary>
/// <param name="Reason">For the holder, from <see cref="EndReason"/>: never which piece of evidence failed.</param>
/// <param name="Message">The reviewer's sentence to the holder, where there is one.</param>
/// <param name="ReviewReason">For staff and the history only.</param>
/// <param name="HoldUntil">After completion: when withdrawals may begin again.</param>
public sealed record CaseOutcome(EndReason Reason, string? Message = null, ReviewReason? ReviewReason = null,
    DateTimeOffset? HoldUntil = null);

/// <summary>Why a case ended, as the holder is told.</summary>
[JsonConverter(typeof(WireNameConverter<EndReason>))]
public enum EndReason
{
    Completed,

    /// <summary>Reviewers refused. Which evidence failed is not told: a thief would learn what to mend.</summary>
    NotApproved,

    /// <summary>The holder called it off.</summary>
    Cancelled,

    /// <summary>Something declared lost was used to sign in, or another way than the lost one was.</summary>
    FoundAgain,

    /// <summary>The new email address became another account's before the case was due.</summary>
    AddressTaken,

    /// <summary>Somebody at an old address said <em>This wasn't me</em>.</summary>
    Objected,

    /// <summary>The account was frozen by the integrator or by staff.</summary>
    AccountFrozen,

    /// <summary>The holder's time ran out.</summary>
    Expired,
}
