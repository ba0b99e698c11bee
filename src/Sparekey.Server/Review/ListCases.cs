using System.Globalization;
using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Identity;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>The queue, the most urgent case first.</summary>
public sealed class ListCases(Database database, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.InvalidRequest);

    public const int PageSize = 50;

    /// <param name="ClaimedBy">The reviewer's name, while the claim lasts.</param>
    /// <param name="Lost">Of a recovery case.</param>
    public sealed record Entry(
        string CaseId,
        string Kind,
        string State,
        DateTimeOffset OpenedAt,
        DateTimeOffset DueAt,
        string? ClaimedBy,
        bool ClaimedByYou,
        IReadOnlyList<string> Lost,
        int Approvals,
        int ApprovalsNeeded);

    /// <param name="Next">The <c>after</c> of the next page; left out on the last page.</param>
    public sealed record View(IReadOnlyList<Entry> Cases, string? Next);

    private sealed record Row
    {
        public string CaseId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public StaffId? ClaimedBy { get; init; }
        public string? Name { get; init; }
        public string? Body { get; init; }

        /// <summary>The place of this entry in the queue.</summary>
        public string Place => $"{DueAt.ToUnixTimeMilliseconds()}-{CaseId}";
    }

    public static async Task<IResult> Handle(
        string? state, string? kind, string? after, StaffMember staff, ListCases list,
        CancellationToken cancellation) =>
        HttpReply.Of(await list.Run(staff, state, kind, after, cancellation));

    public async Task<Reply<View>> Run(
        StaffMember staff, string? state, string? kind, string? after, CancellationToken cancellation)
    {
        var wanted = QueueState.InReview;
        if (!string.IsNullOrEmpty(state) && !WireName.TryParse(state, out wanted))
            return Refusals.Invalid(("state", "invalid.state"));
        if (!string.IsNullOrEmpty(kind) && !WireName.TryParse<ReviewKind>(kind, out _))
            return Refusals.Invalid(("kind", "invalid.kind"));
        if (!TryPlace(after, out var due, out var id)) return Refusals.Invalid(("after", "invalid.after"));

        var rows = await database.List<Row>(
            """
            SELECT r.case_id, r.kind, r.state, r.opened_at, r.due_at, s.staff_id AS claimed_by, s.name, c.body
            FROM review_cases r
            LEFT JOIN staff s ON s.staff_id = r.claimed_by AND r.claimed_at > @lapsed
            LEFT JOIN recovery_cases c ON c.account_id = r.account_id AND c.case_id = r.case_id
            WHERE r.state = @state AND (@kind = '' OR r.kind = @kind)
              AND (r.due_at > @due OR (r.due_at = @due AND r.case_id > @id))
            ORDER BY r.due_at, r.case_id LIMIT @limit
            """,
            new
            {
                state = WireName.Of(wanted),
                kind = kind ?? "",
                due,
                id,
                limit = PageSize + 1,
                lapsed = clock.GetUtcNow() - ReviewClaim.Lapses,
            },
            cancellation);
        var shown = rows.Take(PageSize).Select(row => EntryOf(row, staff)).ToList();
        return new View(shown, rows.Count > PageSize ? rows[PageSize - 1].Place : null);
    }

    // "after" is the place of the entry before: time and id.
    private static bool TryPlace(string? after, out long due, out string id)
    {
        (due, id) = (long.MinValue, "");
        if (after is null) return true;
        if (after.Split('-') is not [var time, var last]) return false;
        id = last;
        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out due)
            && Guid.TryParseExact(last, "N", out _);
    }

    private static Entry EntryOf(Row row, StaffMember staff)
    {
        var reset = row.Body is null ? null : JsonSerializer.Deserialize<RecoveryCase>(row.Body);
        return new Entry(
            row.CaseId, row.Kind, row.State, row.OpenedAt, row.DueAt, row.Name, row.ClaimedBy == staff.Staff,
            [.. (reset?.Lost ?? []).Select(lost => WireName.Of(lost))],
            reset?.ApprovalsGiven ?? 0, reset?.ReviewersNeeded ?? 1);
    }
}
