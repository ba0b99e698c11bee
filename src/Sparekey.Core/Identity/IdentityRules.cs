using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Identity;

/// <summary>
/// The steps of an identity verification: open, submitted, then accepted, refused, or open again for some pictures.
/// </summary>
public static partial class IdentityRules
{
    /// <summary>
    /// A verification that is not submitted is closed after this time, so that its pictures are deleted some day. Our
    /// choice.
    /// </summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(30);

    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>
    /// When the server must act: delete the pictures of a decided verification, or <see cref="Abandon"/> a verification
    /// that waits for its holder.
    /// </summary>
    /// <param name="retention">How long pictures are kept after the decision: the operator's setting.</param>
    /// <returns>Null for a verification that waits for reviewers, and for undecided evidence of a case, which
    /// <see cref="FollowCase"/> closes.</returns>
    public static DateTimeOffset? DueAt(IdentityVerification verification, TimeSpan retention) => verification switch
    {
        { IsDecided: true, DecidedAt: { } decided } => decided + retention,
        { CaseId: null, State: IdentityState.Open or IdentityState.MoreInformation } =>
            (verification.SubmittedAt ?? verification.OpenedAt) + AbandonedAfter,
        _ => null,
    };

    /// <summary>Begins a verification with a country and a kind of document.</summary>
    /// <param name="case">The recovery case whose evidence this is; null for the account's own verification.</param>
    /// <param name="identityVerified">The account has an accepted identity.</param>
    /// <param name="selfieCode">Fresh, from <see cref="SelfieCode.From"/>.</param>
    public static StartOutcome Start(
        VerificationId id, AccountId account, CaseId? @case, string country, DocumentKind kind, bool identityVerified,
        string selfieCode, DateTimeOffset now)
    {
        if (@case is null && identityVerified) return new StartOutcome.AlreadyVerified();
        if (!Countries.Exists(country)) return new StartOutcome.UnknownCountry();
        var taken = DocumentKinds.For(country);
        if (!taken.Contains(kind)) return new StartOutcome.KindNotTaken(taken);

        return new StartOutcome.Started(new IdentityVerification
        {
            VerificationId = id,
            AccountId = account,
            CaseId = @case,
            Country = country,
            Kind = kind,
            SelfieCode = selfieCode,
            State = IdentityState.Open,
            OpenedAt = now,
        });
    }

    /// <summary>
    /// Records that a picture was stored. In an open verification every picture may be taken again; after a reviewer's
    /// question, only the pictures that the reviewer asked for.
    /// </summary>
    public static PictureOutcome PictureStored(IdentityVerification verification, PictureSlot slot, DateTimeOffset now)
    {
        if (verification.State is not (IdentityState.Open or IdentityState.MoreInformation))
            return new PictureOutcome.NotNow(verification.State);
        if (!DocumentKinds.Pictures(verification.Kind).Contains(slot)) return new PictureOutcome.NotAsked();
        // Pictures that the reviewer did not ask for again were stored before the submission.
        var kept = verification.Pictures.FirstOrDefault(picture => picture.Slot == slot);
        if (verification.State == IdentityState.MoreInformation && kept is not null
            && kept.StoredAt <= verification.SubmittedAt)
            return new PictureOutcome.NotAsked();

        return new PictureOutcome.Stored(verification with
        {
            Pictures = [.. verification.Pictures.Where(picture => picture.Slot != slot)
                .Append(new StoredPicture(slot, now))
                .OrderBy(picture => picture.Slot)],
        });
    }

    /// <summary>Submits the verification if every picture is stored.</summary>
    public static IdentitySubmitOutcome Submit(IdentityVerification verification, DateTimeOffset now)
    {
        if (verification.State is not (IdentityState.Open or IdentityState.MoreInformation))
            return new IdentitySubmitOutcome.NotNow(verification.State);
        var missing = verification.MissingPictures;
        if (missing.Count > 0) return new IdentitySubmitOutcome.PicturesMissing(missing);

        // Every stored picture counts as submitted, also one from a node whose clock is ahead: a submitted picture must
        // not be replaced unless a reviewer asks for it.
        var at = verification.Pictures.Select(picture => picture.StoredAt).Append(now).Max();
        return new IdentitySubmitOutcome.Submitted(verification with
        {
            State = IdentityState.Submitted,
            SubmittedAt = at,
            Claim = null,
        });
    }

    /// <summary>Closes a verification that its holder has abandoned; returns any other unchanged.</summary>
    public static IdentityVerification Abandon(IdentityVerification verification, DateTimeOffset now) =>
        !verification.IsDecided && DueAt(verification, TimeSpan.Zero) <= now
            ? verification with { State = IdentityState.Refused, DecidedAt = now, Claim = null }
            : verification;

    /// <summary>
    /// Closes a verification because the holder begins another one, for example with another document; returns a
    /// submitted or decided verification unchanged.
    /// </summary>
    public static IdentityVerification Supersede(IdentityVerification verification, DateTimeOffset now) =>
        verification.State is IdentityState.Open or IdentityState.MoreInformation
            ? verification with { State = IdentityState.Refused, DecidedAt = now, Claim = null }
            : verification;

    /// <summary>
    /// Updates the evidence of a recovery case to the state of the case. The evidence never becomes the account's
    /// identity: reviewers must not compare the evidence of the next reset with the evidence of this one.
    /// </summary>
    public static IdentityVerification FollowCase(IdentityVerification verification, RecoveryCase @case,
        DateTimeOffset now)
    {
        if (verification.CaseId != @case.CaseId)
            throw new ArgumentException("The verification belongs to another case.", nameof(verification));
        if (verification.IsDecided) return verification;
        return @case.State switch
        {
            CaseState.Completed => verification with { State = IdentityState.Accepted, DecidedAt = now },
            CaseState.Refused or CaseState.Cancelled or CaseState.Expired =>
                verification with
                {
                    State = IdentityState.Refused,
                    DecidedAt = now,
                    Reason = @case.Outcome?.ReviewReason,
                    Message = @case.Outcome?.Message,
                },
            CaseState.MoreInformation when verification.State == IdentityState.Submitted
                && @case.MoreInformation is { } asked && verification.SubmittedAt < asked.AskedAt =>
                TakeAgain(verification, asked.Pictures, asked.Reason, asked.Message),
            _ => verification,
        };
    }

    private static IdentityVerification TakeAgain(IdentityVerification verification,
        IReadOnlyCollection<PictureSlot> slots, ReviewReason reason, string? message) => verification with
    {
        State = IdentityState.MoreInformation,
        // Slots that this kind of document does not have are ignored. If no slot is left, every picture must be taken
        // again.
        Pictures = slots.Any(DocumentKinds.Pictures(verification.Kind).Contains)
            ? [.. verification.Pictures.Where(picture => !slots.Contains(picture.Slot))]
            : [],
        Reason = reason,
        Message = message,
        Claim = null,
    };
}
