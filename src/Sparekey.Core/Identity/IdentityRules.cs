using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Identity;

/// <summary>How showing a document moves: open, submitted, then accepted, refused, or some pictures again.</summary>
public static partial class IdentityRules
{
    /// <summary>
    /// A verification that nobody hands in is closed after so long, so that its pictures do not stay for good. Our
    /// choice.
    /// </summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(30);

    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>
    /// When the server must act: delete the pictures of a decided verification, or <see cref="Abandon"/> one that waits
    /// for its holder.
    /// </summary>
    /// <param name="retention">How long pictures are kept after the decision: the operator's setting.</param>
    /// <returns>Null for a verification that reviewers must decide, and for undecided evidence of a case:
    /// <see cref="FollowCase"/> closes that.</returns>
    public static DateTimeOffset? DueAt(IdentityVerification verification, TimeSpan retention) => verification switch
    {
        { IsDecided: true, DecidedAt: { } decided } => decided + retention,
        { CaseId: null, State: IdentityState.Open or IdentityState.MoreInformation } =>
            (verification.SubmittedAt ?? verification.OpenedAt) + AbandonedAfter,
        _ => null,
    };

    /// <summary>Begins with a country and a kind of document.</summary>
    /// <param name="case">The recovery case for which it is evidence; null for the account's own verification.</param>
    /// <param name="identityVerified">The account's identity was accepted already.</param>
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
    /// A picture arrived and is safely kept. While open it may be taken again; when more was asked, only what was asked
    /// may.
    /// </summary>
    public static PictureOutcome PictureStored(IdentityVerification verification, PictureSlot slot, DateTimeOffset now)
    {
        if (verification.State is not (IdentityState.Open or IdentityState.MoreInformation))
            return new PictureOutcome.NotNow(verification.State);
        if (!DocumentKinds.Pictures(verification.Kind).Contains(slot)) return new PictureOutcome.NotAsked();
        // Pictures that the reviewer found good keep the time at which they were first stored, which is before the
        // question.
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

    /// <summary>Hands it in, when every picture is there.</summary>
    public static IdentitySubmitOutcome Submit(IdentityVerification verification, DateTimeOffset now)
    {
        if (verification.State is not (IdentityState.Open or IdentityState.MoreInformation))
            return new IdentitySubmitOutcome.NotNow(verification.State);
        var missing = verification.MissingPictures;
        if (missing.Count > 0) return new IdentitySubmitOutcome.PicturesMissing(missing);

        // Whatever was stored by then was handed in, also what a node whose clock is ahead has stored: nothing of it
        // may be exchanged later without being asked for.
        var at = verification.Pictures.Select(picture => picture.StoredAt).Append(now).Max();
        return new IdentitySubmitOutcome.Submitted(verification with
        {
            State = IdentityState.Submitted,
            SubmittedAt = at,
            Claim = null,
        });
    }

    /// <summary>Closes a verification that was left lying; returns it unchanged where it is not due.</summary>
    public static IdentityVerification Abandon(IdentityVerification verification, DateTimeOffset now) =>
        !verification.IsDecided && DueAt(verification, TimeSpan.Zero) <= now
            ? verification with { State = IdentityState.Refused, DecidedAt = now, Claim = null }
            : verification;

    /// <summary>
    /// Closes a verification in whose place another one is begun, with another document say; returns it unchanged where
    /// it is handed in or decided.
    /// </summary>
    public static IdentityVerification Supersede(IdentityVerification verification, DateTimeOffset now) =>
        verification.State is IdentityState.Open or IdentityState.MoreInformation
            ? verification with { State = IdentityState.Refused, DecidedAt = now, Claim = null }
            : verification;

    /// <summary>
    /// Brings the evidence of a recovery case to where the case is. Never makes it the account's identity: what a reset
    /// was granted on must not become what the next one is compared with.</summary>
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
        // No slot named means all of them; a slot that this kind has not is passed over, and if nothing is left, all of
        // them again.
        Pictures = slots.Any(DocumentKinds.Pictures(verification.Kind).Contains)
            ? [.. verification.Pictures.Where(picture => !slots.Contains(picture.Slot))]
            : [],
        Reason = reason,
        Message = message,
        Claim = null,
    };
}
