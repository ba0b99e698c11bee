using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>A verdict as a reviewer gave it.</summary>
/// <param name="Note">For colleagues.</param>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class GivenVerdict(StaffMember by, ReviewVerdict verdict, string? note, Visitor visitor)
{
    public StaffMember By { get; } = by;
    public ReviewVerdict Verdict { get; } = verdict;
    public string? Note { get; } = note;
    public Visitor Visitor { get; } = visitor;

    public override string ToString() => "GivenVerdict(…)";
}

/// <summary>
/// The table of verdicts: who decided how, and why. Its key lets a reviewer give one verdict a round, whatever else
/// fails.
/// </summary>
public sealed class VerdictNotes(SecretBox box, TimeProvider clock)
{
    private const string Purpose = "review";

    /// <summary>
    /// Adds the verdict, and its event, to a change. The claim is lost (<c>already_decided_by_you</c>) when the
    /// reviewer has given a verdict in this round.
    /// </summary>
    public void Add(Change change, DeskCase @case, GivenVerdict given)
    {
        var (verdict, reason) = (WireName.Of(given.Verdict.Verdict), WireName.Of(given.Verdict.Reason));
        change
            .Lock(given.By.Staff)
            .Claim(
                Refusals.AlreadyDecidedByYou,
                """
                INSERT INTO verdicts (account_id, case_id, round, staff_id, verdict, reason, note_sealed, given_at)
                VALUES (@Account, @CaseId, @Round, @Staff, @verdict, @reason, @note, @now) ON CONFLICT DO NOTHING
                """,
                new
                {
                    @case.Account,
                    @case.CaseId,
                    @case.Round,
                    given.By.Staff,
                    verdict,
                    reason,
                    note = Seal(@case, given),
                    now = clock.GetUtcNow(),
                })
            .Record(@case.Event(EventKind.VerdictGiven, given.By, ("verdict", verdict), ("reason", reason)));
    }

    public string? Open(AccountId account, string caseId, int round, StaffId staff, byte[]? note) =>
        note is null ? null : box.OpenText(Purpose, Row(account, caseId, round, staff), note);

    private byte[]? Seal(DeskCase @case, GivenVerdict given) => string.IsNullOrWhiteSpace(given.Note)
        ? null
        : box.Seal(Purpose, Row(@case.Account, @case.CaseId, @case.Round, given.By.Staff), given.Note.Trim());

    private static string Row(AccountId account, string caseId, int round, StaffId staff) =>
        $"verdicts/{account}/{caseId}/{round}/{staff}";
}
