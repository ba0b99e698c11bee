using System.Globalization;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>A verdict on the first verification of an account. Accepting it needs what the document says: later resets are compared with that.</summary>
public sealed class DecideIdentity(Database database, IdentityStore store, IdentityRecords records, AccountEmails emails, VerdictNotes notes, TimeProvider clock, Settings settings)
{
    /// <summary>What the reviewer reads from the document. Dates as YYYY-MM-DD.</summary>
    public sealed record Record(string? Name, string? BirthDate, string? Country, string? DocumentKind, string? DocumentNumber, string? ExpiresOn)
    {
        public override string ToString() => "Record(…)";
    }

    /// <returns>Null when the verification was changed meanwhile and must be looked at again.</returns>
    public async Task<Reply<DecideCase.View>?> Run(DeskCase @case, StaffMember staff, ReviewVerdict verdict, string? note, Record? record, bool own, Visitor visitor, CancellationToken cancellation)
    {
        var stored = @case.Evidence!;
        var (verification, now) = (stored.Verification, clock.GetUtcNow());
        // Whoever froze the account may have seen somebody else hand this in.
        if (@case.Row.IsFrozen && verdict.Verdict != Verdict.Refuse && @case.IsClaimedBy(staff.Staff) && !own) return Refusals.FrozenForReview;
        IdentityDecisionOutcome outcome;
        switch (verdict.Verdict)
        {
            case Verdict.Approve when @case.IsClaimedBy(staff.Staff) && !own:
                var read = Read(@case, record);
                if (read is Reply<IdentityRecord>.Refused unread) return unread.Why;
                outcome = IdentityRules.Accept(verification, staff.Staff, ((Reply<IdentityRecord>.Done)read).Value, own, now);
                break;
            case Verdict.Approve or Verdict.Refuse:
                // An approval without a claim gets the same refusals as a refusal would; nothing of it is saved.
                outcome = IdentityRules.Refuse(verification, staff.Staff, verdict.Verdict == Verdict.Refuse ? verdict.Reason : ReviewReason.PersonDiffers, verdict.Message, own, now);
                break;
            default:
                outcome = IdentityRules.AskForMore(verification, staff.Staff, verdict.Reason, verdict.Message, [.. verdict.Pictures ?? []], own);
                break;
        }

        var change = new Change(visitor);
        notes.Add(change, @case, staff, verdict, note);
        var to = emails.Open(@case.Account, @case.Row.EmailSealed);
        IdentityVerification after;
        switch (outcome)
        {
            case IdentityDecisionOutcome.Accepted accepted when verdict.Verdict == Verdict.Approve:
                records.Keep(change, @case.Account, accepted.Record);
                store.Save(change, stored, after = accepted.Verification);
                change.Record(Event(EventKind.IdentityAccepted)).Send(Identity.Letters.Accepted(settings, @case.Account, to));
                break;
            case IdentityDecisionOutcome.Refused refused when verdict.Verdict == Verdict.Refuse:
                store.Save(change, stored, after = refused.Verification);
                change.Record(Event(EventKind.IdentityRefused)).Send(Identity.Letters.Refused(settings, @case.Account, to, verdict.Message));
                break;
            case IdentityDecisionOutcome.MoreInformation more:
                store.Save(change, stored, after = more.Verification);
                change.Send(Identity.Letters.MoreInformation(settings, @case.Account, to, verdict.Message));
                break;
            default:
                return Refusal(outcome, staff, verification);
        }
        return await database.CommitNamed(change, cancellation) switch
        {
            null => new DecideCase.View(WireName.Of(after.State), after.State == IdentityState.Accepted ? 1 : 0, 1),
            VerdictNotes.AlreadyVoted => Refusals.AlreadyDecidedByYou,
            _ => null,
        };

        AuditEvent Event(string kind) => new(@case.Account, kind, Actor.Staff, staff.Staff.ToString(), @case.CaseId);
    }

    private static Refusal Refusal(IdentityDecisionOutcome outcome, StaffMember staff, IdentityVerification verification) => outcome switch
    {
        IdentityDecisionOutcome.OwnAccount => Refusals.OwnCase,
        IdentityDecisionOutcome.NotClaimed => Refusals.NotClaimed,
        IdentityDecisionOutcome.NotNow => verification.DecidedBy == staff.Staff ? Refusals.AlreadyDecidedByYou : Refusals.AlreadyDecided,
        IdentityDecisionOutcome.ReasonDoesNotFit => Refusals.Invalid(("reason", "invalid.reason")),
        IdentityDecisionOutcome.RecordWrong wrong => Refusals.Invalid((FieldOf(wrong.Field), "invalid.record_wrong")),
        _ => Refusals.NotFound,
    };

    private Reply<IdentityRecord> Read(DeskCase @case, Record? record)
    {
        if (record is null) return Refusals.Invalid(("record", "invalid.record"));
        if (string.IsNullOrWhiteSpace(record.Name)) return Refusals.Invalid(("record.name", "invalid.record.name"));
        if (!TryDate(record.BirthDate, out var birth)) return Refusals.Invalid(("record.birth_date", "invalid.record.birth_date"));
        if (DocumentNumber.Normalize(record.DocumentNumber) is not { } number) return Refusals.Invalid(("record.document_number", "invalid.record.document_number"));
        DateOnly? expires = null;
        if (!string.IsNullOrWhiteSpace(record.ExpiresOn))
        {
            if (!TryDate(record.ExpiresOn, out var date)) return Refusals.Invalid(("record.expires_on", "invalid.record.expires_on"));
            expires = date;
        }
        var verification = @case.Evidence!.Verification;
        if (!WireName.TryParse<DocumentKind>(record.DocumentKind ?? WireName.Of(verification.Kind), out var kind)) return Refusals.Invalid(("record.document_kind", "invalid.record.document_kind"));
        return new IdentityRecord
        {
            FullName = record.Name.Trim(), BirthDate = birth, Country = record.Country?.Trim().ToUpperInvariant() ?? verification.Country, Kind = kind,
            DocumentNumberHash = records.HashOfNumber(@case.Account, number), ExpiresOn = expires,
        };
    }

    private static bool TryDate(string? text, out DateOnly date) => DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string FieldOf(string field) => field switch { "full_name" => "record.name", "kind" => "record.document_kind", _ => $"record.{field}" };
}
