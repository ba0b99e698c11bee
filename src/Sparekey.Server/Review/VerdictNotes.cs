using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>The record of who voted how, and why. Its key lets a reviewer vote once in a round, whatever else fails.</summary>
public sealed class VerdictNotes(SecretBox box, TimeProvider clock)
{
    public const string AlreadyVoted = "already_voted";

    private const string Purpose = "review";

    /// <summary>Adds the vote, and its event, to a change. Claim <see cref="AlreadyVoted"/>.</summary>
    public void Add(Change change, DeskCase @case, StaffMember staff, ReviewVerdict verdict, string? note) => change
        .Claim(AlreadyVoted,
            """
            INSERT INTO verdicts (account_id, case_id, round, staff_id, verdict, reason, note_sealed, given_at)
            VALUES (@Account, @CaseId, @Round, @Staff, @verdict, @reason, @note, @now) ON CONFLICT DO NOTHING
            """,
            new
            {
                @case.Account, @case.CaseId, @case.Round, staff.Staff, verdict = WireName.Of(verdict.Verdict), reason = WireName.Of(verdict.Reason),
                note = string.IsNullOrWhiteSpace(note) ? null : box.Seal(Purpose, Row(@case.Account, @case.CaseId, @case.Round, staff.Staff), note.Trim()), now = clock.GetUtcNow(),
            })
        .Record(new AuditEvent(@case.Account, EventKind.VerdictGiven, Actor.Staff, staff.Staff.ToString(), @case.CaseId,
            new Dictionary<string, string> { ["verdict"] = WireName.Of(verdict.Verdict), ["reason"] = WireName.Of(verdict.Reason) }));

    public string? Open(AccountId account, string caseId, int round, StaffId staff, byte[]? note) => note is null ? null : box.OpenText(Purpose, Row(account, caseId, round, staff), note);

    private static string Row(AccountId account, string caseId, int round, StaffId staff) => $"verdicts/{account}/{caseId}/{round}/{staff}";
}
