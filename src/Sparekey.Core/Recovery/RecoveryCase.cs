using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>States of a case. The first five are live. The last four are final.</summary>
[JsonConverter(typeof(WireNameConverter<CaseState>))]
public enum CaseState
{
    /// <summary>Opened; the loss is not chosen yet.</summary>
    Choosing,

    /// <summary>The requirements are known; the holder is meeting them.</summary>
    Proving,

    /// <summary>Submitted; waiting for reviewers.</summary>
    InReview,

    /// <summary>A reviewer asked for more; waiting for the holder.</summary>
    MoreInformation,

    /// <summary>
    /// Every requirement is met and approved; waiting for objections until the objection window ends, which may be at
    /// once.
    /// </summary>
    Objection,

    Completed,
    Refused,
    Cancelled,
    Expired,
}

/// <summary>
/// One security reset of one account. Only <see cref="RecoveryRules"/> changes a case. An account has at most one live
/// case.
/// </summary>
/// <remarks>
/// Contains no address, code or answer. The server stores new addresses, sealed, and the version number beside the
/// case.
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
    /// In the order in which the wizard asks. Fixed when the loss is chosen: a later change of the policy does not
    /// change a live case.
    /// </summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>How many requirement ids this case has used.</summary>
    public int RequirementsIssued { get; init; }

    /// <summary>The row of the policy that decided.</summary>
    public string? RowName { get; init; }

    /// <summary>How many different people must approve.</summary>
    public int ReviewersNeeded { get; init; }

    /// <summary>Length of the objection window after the last approval.</summary>
    public TimeSpan Objection { get; init; }

    /// <summary>How long withdrawals stay blocked after completion.</summary>
    public TimeSpan Hold { get; init; }

    /// <summary>When the holder last accepted the warnings and chose the loss.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>When the holder's time is over; null while others must act.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the case was last submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>
    /// End of the objection window: the case may complete from then on. An objection stops the case before its
    /// completion.
    /// </summary>
    public DateTimeOffset? ObjectionUntil { get; init; }

    /// <summary>When reviewers had decided: the last approval, or the refusal.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The identity verification that belongs to this case.</summary>
    public VerificationId? Verification { get; init; }

    /// <summary>The reviewer who works on the case now.</summary>
    public ReviewClaim? Claim { get; init; }

    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    public AnswersGiven? Answers { get; init; }

    /// <summary>What a reviewer asked for last. The next reviewer sees it after the holder has replied.</summary>
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

/// <summary>How many answers were right: a signal for the reviewer. Which answers were right is not stored.</summary>
public sealed record AnswersGiven(int Right, int Asked, DateTimeOffset At);

/// <summary>What a reviewer asked for.</summary>
/// <param name="Message">The reviewer's sentence to the holder.</param>
/// <param name="Pictures">The pictures to take again; every picture if none is named.</param>
public sealed record MoreInformation(ReviewReason Reason, string? Message, IReadOnlyList<Identity.PictureSlot> Pictures,
    DateTimeOffset AskedAt);

/// <summary>How a case ended.</summary>
/// <param name="Reason">For the holder. Never says which evidence failed.</param>
/// <param name="Message">The reviewer's sentence to the holder, if any.</param>
/// <param name="ReviewReason">For staff and the history only.</param>
/// <param name="HoldUntil">After completion: when withdrawals are possible again.</param>
public sealed record CaseOutcome(EndReason Reason, string? Message = null, ReviewReason? ReviewReason = null,
    DateTimeOffset? HoldUntil = null);

/// <summary>Why a case ended, as the holder is told.</summary>
[JsonConverter(typeof(WireNameConverter<EndReason>))]
public enum EndReason
{
    Completed,

    /// <summary>
    /// Reviewers refused. The holder does not learn which evidence failed, because a thief would learn what to improve.
    /// </summary>
    NotApproved,

    /// <summary>The holder cancelled the case.</summary>
    Cancelled,

    /// <summary>
    /// A sign-in was completed with something that is lost according to the case, or with a recovery code.
    /// </summary>
    FoundAgain,

    /// <summary>The new email address belonged to another account at completion.</summary>
    AddressTaken,

    /// <summary>Somebody at an old address said <em>This wasn't me</em>.</summary>
    Objected,

    /// <summary>The account was frozen by the integrator or by staff.</summary>
    AccountFrozen,

    /// <summary>The holder's time was over.</summary>
    Expired,
}
