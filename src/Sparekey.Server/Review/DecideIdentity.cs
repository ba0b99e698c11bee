using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>
/// A verdict on the first verification of an account. To accept it, the reviewer enters what the document says: later
/// resets are compared with that.
/// </summary>
public sealed class DecideIdentity(
    Database database, IdentityStore store, IdentityRecords records, RecordForm form, AccountEmails emails,
    VerdictNotes notes, TimeProvider clock, Settings settings)
{
    /// <summary>What the reviewer reads from the document. Dates as YYYY-MM-DD.</summary>
    public sealed record Record(
        string? Name, string? BirthDate, string? Country, string? DocumentKind, string? DocumentNumber,
        string? ExpiresOn)
    {
        public override string ToString() => "Record(…)";
    }

    /// <returns>
    /// <see cref="Refusals.MovedOn"/> when the verification was changed meanwhile and must be loaded again.
    /// </returns>
    public async Task<Reply<DecideCase.View>> Run(
        DeskCase @case, GivenVerdict given, Record? record, bool own, CancellationToken cancellation)
    {
        var stored = @case.Evidence!;
        var (staff, verdict) = (given.By, given.Verdict);
        var mayDecide = @case.IsClaimedBy(staff.Staff) && !own;
        // The account may be frozen because somebody else handed these pictures in.
        if (@case.Row.IsFrozen && verdict.Verdict != Verdict.Refuse && mayDecide) return Refusals.FrozenForReview;
        IdentityRecord? read = null;
        if (verdict.Verdict == Verdict.Approve && mayDecide)
        {
            var reply = form.Read(@case, record);
            if (reply is not Reply<IdentityRecord>.Done done) return ((Reply<IdentityRecord>.Refused)reply).Why;
            read = done.Value;
        }

        var outcome = Ask(stored.Verification, verdict, read, own);
        var change = Change.Of(@case.Account, given.Visitor);
        notes.Add(change, @case, given);
        var to = emails.Open(@case.Account, @case.Row.EmailSealed);
        IdentityVerification after;
        switch (outcome)
        {
            case IdentityDecisionOutcome.Accepted accepted when verdict.Verdict == Verdict.Approve:
                records.Keep(change, @case.Account, accepted.Record);
                store.Save(change, stored, after = accepted.Verification);
                change.Record(@case.Event(EventKind.IdentityAccepted, staff))
                    .Send(IdentityMessages.Accepted(settings, @case.Account, to));
                break;
            case IdentityDecisionOutcome.Refused refused when verdict.Verdict == Verdict.Refuse:
                store.Save(change, stored, after = refused.Verification);
                change.Record(@case.Event(EventKind.IdentityRefused, staff))
                    .Send(IdentityMessages.Refused(settings, @case.Account, to, verdict.Message));
                break;
            case IdentityDecisionOutcome.MoreInformation more:
                store.Save(change, stored, after = more.Verification);
                change.Send(IdentityMessages.MoreInformation(settings, @case.Account, to, verdict.Message));
                break;
            default:
                return RefusalOf(outcome, staff, stored.Verification);
        }
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new DecideCase.View(WireName.Of(after.State), after.State == IdentityState.Accepted ? 1 : 0, 1);
    }

    private IdentityDecisionOutcome Ask(
        IdentityVerification verification, ReviewVerdict verdict, IdentityRecord? read, bool own)
    {
        var now = clock.GetUtcNow();
        if (verdict.Verdict == Verdict.MoreInformation)
            return IdentityRules.AskForMore(
                verification, verdict.Staff, verdict.Reason, verdict.Message, [.. verdict.Pictures ?? []], own);
        if (read is not null) return IdentityRules.Accept(verification, verdict.Staff, read, own, now);
        // An approval without a claim gets the refusal that a verdict "refuse" would get. Nothing of it is saved.
        var reason = verdict.Verdict == Verdict.Refuse ? verdict.Reason : ReviewReason.PersonDiffers;
        return IdentityRules.Refuse(verification, verdict.Staff, reason, verdict.Message, own, now);
    }

    private static Refusal RefusalOf(
        IdentityDecisionOutcome outcome, StaffMember staff, IdentityVerification verification) => outcome switch
    {
        IdentityDecisionOutcome.OwnAccount => Refusals.OwnCase,
        IdentityDecisionOutcome.NotClaimed => Refusals.NotClaimed,
        IdentityDecisionOutcome.NotNow => verification.DecidedBy == staff.Staff
            ? Refusals.AlreadyDecidedByYou
            : Refusals.AlreadyDecided,
        IdentityDecisionOutcome.ReasonDoesNotFit => Refusals.Invalid(("reason", "invalid.reason")),
        IdentityDecisionOutcome.RecordWrong wrong =>
            Refusals.Invalid((RecordForm.FieldOf(wrong.Field), "invalid.record_wrong")),
        _ => Refusals.NotFound,
    };
}
