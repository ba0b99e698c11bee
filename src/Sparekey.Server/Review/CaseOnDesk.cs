using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Edges.Admission;
using Sparekey.Server.Recovery;

namespace Sparekey.Server.Review;

/// <summary>A case as its reviewer sees it: everything on one page, and no secret that opens the account.</summary>
public sealed record CaseOnDesk
{
    public required string CaseId { get; init; }

    /// <summary><c>recovery</c> or <c>identity</c>.</summary>
    public required string Kind { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required bool InReview { get; init; }

    /// <summary>The reviewer's name.</summary>
    public string? ClaimedBy { get; init; }
    public required bool ClaimedByYou { get; init; }
    public required AccountView Account { get; init; }
    public IReadOnlyList<string> Lost { get; init; } = [];
    public IReadOnlyList<RequirementView> Requirements { get; init; } = [];
    public int Approvals { get; init; }
    public int ApprovalsNeeded { get; init; } = 1;
    public double ObjectionHours { get; init; }
    public double HoldHours { get; init; }

    /// <summary>The identity that was accepted before this case; null when there was none.</summary>
    public VerifiedView? VerifiedIdentity { get; init; }
    public EvidenceView? Evidence { get; init; }
    public required IReadOnlyList<Signal> Signals { get; init; }
    public required IReadOnlyList<HistoryView> History { get; init; }

    /// <summary>Verdicts of earlier rounds; those of the running round stay hidden until the case is decided.</summary>
    public required IReadOnlyList<VerdictView> Verdicts { get; init; }

    public sealed record AccountView(
        string AccountId, string EmailHint, string? PhoneHint, string Tier, DateTimeOffset OpenedAt,
        string IdentityState, bool Frozen);

    /// <param name="Hint">Of a new address: its middle hidden.</param>
    public sealed record RequirementView(string Kind, string State, DateTimeOffset? MetAt, string? Hint);

    public sealed record VerifiedView(
        string Name, DateOnly BirthDate, string Country, string DocumentKind, DateOnly? ExpiresOn);

    public sealed record PictureView(string Slot, DateTimeOffset StoredAt);

    public sealed record EvidenceView(
        string Country, string DocumentKind, string SelfieCode, DateTimeOffset? SubmittedAt,
        IReadOnlyList<PictureView> Pictures);

    /// <param name="Level"><c>ok</c>, <c>info</c>, <c>warn</c> or <c>danger</c>.</param>
    public sealed record Signal(string Name, string Level, string Text);

    public sealed record HistoryView(DateTimeOffset At, string Text, string? Device, string? Network);

    public sealed record VerdictView(
        int Round, string Staff, string Verdict, string Reason, string? Note, DateTimeOffset GivenAt);
}
