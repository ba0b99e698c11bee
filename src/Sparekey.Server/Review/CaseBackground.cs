using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Storage;
using Sparekey.Server.Audit;

namespace Sparekey.Server.Review;

/// <summary>What is known around a case: the account's history, earlier verdicts and the hint of its phone.</summary>
public sealed class CaseBackground(Database database, VerdictNotes notes)
{
    private const int HistoryLength = 40;

    // Device and network of the holder and of strangers, not those of reviewers. The reviewers' own events are left
    // out.
    private static readonly string Sql =
        $"""
        SELECT kind, CASE WHEN actor IN @outside THEN device END AS device,
               CASE WHEN actor IN @outside THEN network END AS network, details, at FROM audit_events
        WHERE account_id = @Account AND kind NOT LIKE 'review.%' ORDER BY event_id DESC LIMIT @HistoryLength;
        SELECT v.round, v.staff_id, s.name, v.verdict, v.reason, v.note_sealed, v.given_at
        FROM verdicts v JOIN staff s ON s.staff_id = v.staff_id
        WHERE v.account_id = @Account AND v.case_id = @CaseId ORDER BY v.round, v.given_at;
        SELECT hint FROM factors WHERE account_id = @Account AND {FactorSql.IsPhone} AND {FactorSql.IsBound}
        ORDER BY factor_id DESC LIMIT 1;
        """;

    private static readonly string[] Outside = [WireName.Of(Actor.Owner), WireName.Of(Actor.Stranger)];

    public sealed record Known(
        IReadOnlyList<CaseOnDesk.HistoryView> History, IReadOnlyList<CaseOnDesk.VerdictView> Verdicts,
        string? PhoneHint);

    private sealed record EventRow
    {
        public string Kind { get; init; } = "";
        public string? Device { get; init; }
        public string? Network { get; init; }
        public string? Details { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private sealed record VerdictRow
    {
        public int Round { get; init; }
        public StaffId StaffId { get; init; }
        public string Name { get; init; } = "";
        public string Verdict { get; init; } = "";
        public string Reason { get; init; } = "";
        public byte[]? NoteSealed { get; init; }
        public DateTimeOffset GivenAt { get; init; }
    }

    public Task<Known> Of(DeskCase @case, CancellationToken cancellation) => database.Read(
        Sql,
        new { @case.Account, @case.CaseId, HistoryLength, outside = Outside },
        rows => new Known(
            [.. rows.Read<EventRow>().Select(ViewOf)],
            // Verdicts of the running round stay hidden: a second opinion must not know the first one.
            [
                .. rows.Read<VerdictRow>()
                    .Where(row => row.Round < @case.Round || !@case.InReview)
                    .Select(row => ViewOf(@case, row)),
            ],
            rows.ReadFirstOrDefault<string>()),
        cancellation);

    private static CaseOnDesk.HistoryView ViewOf(EventRow row)
    {
        var details = row.Details is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Details);
        return new CaseOnDesk.HistoryView(row.At, ActivityWords.Of(row.Kind, details), row.Device, row.Network);
    }

    private CaseOnDesk.VerdictView ViewOf(DeskCase @case, VerdictRow row)
    {
        var note = notes.Open(@case.Account, @case.CaseId, row.Round, row.StaffId, row.NoteSealed);
        return new CaseOnDesk.VerdictView(row.Round, row.Name, row.Verdict, row.Reason, note, row.GivenAt);
    }
}
