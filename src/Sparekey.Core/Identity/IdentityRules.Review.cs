using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Identity;

// A reviewer's steps for an account's own verification. Evidence of a case is decided with the case.
public static partial class IdentityRules
{
    /// <summary>Assigns the verification to a reviewer.</summary>
    /// <param name="staffOwnsAccount">The reviewer is the holder of the account, as far as the server knows.</param>
    public static IdentityClaimOutcome Claim(IdentityVerification verification, StaffId staff, bool staffOwnsAccount,
        DateTimeOffset now)
    {
        if (verification.CaseId is not null) return new IdentityClaimOutcome.BelongsToCase();
        if (verification.State != IdentityState.Submitted) return new IdentityClaimOutcome.NotNow(verification.State);
        if (staffOwnsAccount) return new IdentityClaimOutcome.OwnAccount();
        if (verification.Claim is { } claim && claim.IsHeldAgainst(staff, now))
            return new IdentityClaimOutcome.HeldByAnother(claim.By);

        return new IdentityClaimOutcome.Claimed(verification with { Claim = new ReviewClaim(staff, now) });
    }

    /// <summary>Returns the verification to the queue.</summary>
    public static IdentityClaimOutcome Release(IdentityVerification verification, StaffId staff)
    {
        if (verification.CaseId is not null) return new IdentityClaimOutcome.BelongsToCase();
        if (verification.State != IdentityState.Submitted) return new IdentityClaimOutcome.NotNow(verification.State);
        if (verification.Claim?.By != staff) return new IdentityClaimOutcome.NotClaimed();

        return new IdentityClaimOutcome.Released(verification with { Claim = null });
    }

    /// <summary>Accepts the verification, with the record that the reviewer read from the document.</summary>
    public static IdentityDecisionOutcome Accept(IdentityVerification verification, StaffId staff,
        IdentityRecord record, bool staffOwnsAccount, DateTimeOffset now)
    {
        if (Refusal(verification, staff, staffOwnsAccount) is { } no) return no;
        if (WrongField(verification, record, now) is { } field) return new IdentityDecisionOutcome.RecordWrong(field);

        return new IdentityDecisionOutcome.Accepted(
            Decided(verification, IdentityState.Accepted, staff, ReviewReason.EvidenceMatches, null, now), record);
    }

    /// <summary>Refuses the verification. The holder may begin another one.</summary>
    public static IdentityDecisionOutcome Refuse(IdentityVerification verification, StaffId staff, ReviewReason reason,
        string? message, bool staffOwnsAccount, DateTimeOffset now)
    {
        if (Refusal(verification, staff, staffOwnsAccount) is { } no) return no;
        if (!ReviewReasons.For(Verdict.Refuse).Contains(reason)) return new IdentityDecisionOutcome.ReasonDoesNotFit();

        return new IdentityDecisionOutcome.Refused(
            Decided(verification, IdentityState.Refused, staff, reason, message, now));
    }

    /// <summary>Asks for some pictures again, or for every picture if none is named.</summary>
    public static IdentityDecisionOutcome AskForMore(
        IdentityVerification verification, StaffId staff, ReviewReason reason, string? message,
        IReadOnlyCollection<PictureSlot> pictures, bool staffOwnsAccount)
    {
        if (Refusal(verification, staff, staffOwnsAccount) is { } no) return no;
        if (!ReviewReasons.For(Verdict.MoreInformation).Contains(reason))
            return new IdentityDecisionOutcome.ReasonDoesNotFit();

        return new IdentityDecisionOutcome.MoreInformation(TakeAgain(verification, pictures, reason, message));
    }

    private static IdentityDecisionOutcome? Refusal(IdentityVerification verification, StaffId staff,
        bool staffOwnsAccount)
    {
        if (verification.CaseId is not null) return new IdentityDecisionOutcome.BelongsToCase();
        if (verification.State != IdentityState.Submitted)
            return new IdentityDecisionOutcome.NotNow(verification.State);
        if (staffOwnsAccount) return new IdentityDecisionOutcome.OwnAccount();
        return verification.Claim?.By == staff ? null : new IdentityDecisionOutcome.NotClaimed();
    }

    private static string? WrongField(IdentityVerification verification, IdentityRecord record, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(record.FullName) || record.FullName.Length > 200) return "full_name";
        if (record.BirthDate < EarliestBirth || record.BirthDate > DateOnly.FromDateTime(now.UtcDateTime))
            return "birth_date";
        if (record.Country != verification.Country) return "country";
        if (record.Kind != verification.Kind) return "kind";
        return record.DocumentNumberHash.Length == 0 ? "document_number" : null;
    }

    private static IdentityVerification Decided(IdentityVerification verification, IdentityState state, StaffId staff,
        ReviewReason reason, string? message, DateTimeOffset now) =>
        verification with
        {
            State = state,
            DecidedAt = now,
            DecidedBy = staff,
            Reason = reason,
            Message = message,
            Claim = null,
        };
}
