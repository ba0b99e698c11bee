using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;

namespace Sparekey.Core.Recovery;

/// <summary>
/// The reviewer who works on a case or verification, so that two reviewers do not work on the same one.
/// </summary>
public sealed record ReviewClaim(StaffId By, DateTimeOffset At)
{
    /// <summary>
    /// After this time another reviewer may take over: a reviewer who went home must not block a holder. Our choice.
    /// </summary>
    public static readonly TimeSpan Lapses = TimeSpan.FromHours(1);

    /// <summary>Whether another reviewer than <paramref name="staff"/> has the claim now.</summary>
    public bool IsHeldAgainst(StaffId staff, DateTimeOffset now) => By != staff && now - At < Lapses;
}

[JsonConverter(typeof(WireNameConverter<Verdict>))]
public enum Verdict { Approve, Refuse, MoreInformation }

/// <summary>Reasons of verdicts. Each fits one verdict.</summary>
[JsonConverter(typeof(WireNameConverter<ReviewReason>))]
public enum ReviewReason
{
    // approve
    EvidenceMatches,
    ProofsConsistent,

    // refuse
    PersonDiffers,
    DocumentDiffers,
    DocumentForged,
    HistoryContradicts,
    TheftSuspected,
    HolderUnreachable,

    // more information
    PictureUnreadable,
    PictureIncomplete,
    SelfieCodeMissing,
    DocumentExpired,
    WrongDocument,
    IdentityNeeded,
}

/// <summary>Which reasons fit which verdict.</summary>
public static class ReviewReasons
{
    public static IReadOnlyList<ReviewReason> For(Verdict verdict) => verdict switch
    {
        Verdict.Approve => [ReviewReason.EvidenceMatches, ReviewReason.ProofsConsistent],
        Verdict.Refuse =>
        [
            ReviewReason.PersonDiffers, ReviewReason.DocumentDiffers, ReviewReason.DocumentForged,
            ReviewReason.HistoryContradicts, ReviewReason.TheftSuspected, ReviewReason.HolderUnreachable,
        ],
        Verdict.MoreInformation =>
        [
            ReviewReason.PictureUnreadable, ReviewReason.PictureIncomplete, ReviewReason.SelfieCodeMissing,
            ReviewReason.DocumentExpired, ReviewReason.WrongDocument, ReviewReason.IdentityNeeded,
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}

/// <summary>One reviewer's verdict on one case.</summary>
/// <param name="Message">One sentence to the holder, for a refusal or for more information.</param>
/// <param name="Pictures">For more information: the pictures to take again; every picture if none is named.</param>
public sealed record ReviewVerdict(StaffId Staff, Verdict Verdict, ReviewReason Reason, string? Message = null,
    IReadOnlyList<PictureSlot>? Pictures = null);
