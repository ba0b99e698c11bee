using System.Globalization;
using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>The queue, most urgent first.</summary>
public sealed class ListCases(Database database, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="ClaimedBy">The reviewer's name, while the claim holds.</param>
    /// <param name="Lost">Of a reset.</param>
    public sealed record Entry(
        string CaseId, string Kind, string State, DateTimeOffset OpenedAt, DateTimeOffset DueAt, string? ClaimedBy, bool ClaimedByYou, IReadOnlyList<string> Lost, int Approvals, int ApprovalsNeeded);

    /// <param name="Next">Give it as <c>after</c> for the next page; left out on the last.</param>
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
    }

    public static async Task<IResult> Handle(string? state, string? kind, string? after, StaffMember staff, ListCases list, CancellationToken cancellation) =>
        HttpReply.Of(await list.Run(staff, state, kind, after, cancellation));

    public async Task<Reply<View>> Run(StaffMember staff, string? state, string? kind, string? after, CancellationToken cancellation)
    {
        state = string.IsNullOrEmpty(state) ? "in_review" : state;
        if (state is not ("in_review" or "more_information" or "decided")) return Refusals.Invalid(("state", "invalid.state"));
        if (!string.IsNullOrEmpty(kind) && kind is not ("recovery" or "identity")) return Refusals.Invalid(("kind", "invalid.kind"));
        var (due, id) = (long.MinValue, "");
        if (after is not null && (after.Split('-') is not [var time, { } last] || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out due) || !Guid.TryParseExact(id = last, "N", out _)))
            return Refusals.Invalid(("after", "invalid.after"));

        var now = clock.GetUtcNow();
        var rows = await database.List<Row>(
            """
            SELECT r.case_id, r.kind, r.state, r.opened_at, r.due_at, s.staff_id AS claimed_by, s.name, c.body
            FROM review_cases r
            LEFT JOIN staff s ON s.staff_id = r.claimed_by AND r.claimed_at > @lapsed
            LEFT JOIN recovery_cases c ON c.account_id = r.account_id AND c.case_id = r.case_id
            WHERE r.state = @state AND (@kind = '' OR r.kind = @kind) AND (r.due_at > @due OR (r.due_at = @due AND r.case_id > @id))
            ORDER BY r.due_at, r.case_id LIMIT @limit
            """,
            new { state, kind = kind ?? "", due, id, limit = PageSize + 1, lapsed = now - ReviewClaim.Lapses }, cancellation);
        var shown = rows.Take(PageSize).Select(row => Of(row, staff)).ToList();
        return new View(shown, rows.Count > PageSize ? $"{rows[PageSize - 1].DueAt.ToUnixTimeMilliseconds()}-{rows[PageSize - 1].CaseId}" : null);
    }

    private static Entry Of(Row row, StaffMember staff)
    {
        var reset = row.Body is null ? null : JsonSerializer.Deserialize<RecoveryCase>(row.Body);
        return new Entry(row.CaseId, row.Kind, row.State, row.OpenedAt, row.DueAt, row.Name, row.ClaimedBy == staff.Staff,
            [.. (reset?.Lost ?? []).Select(lost => WireName.Of(lost))], reset?.ApprovalsGiven ?? 0, reset?.ReviewersNeeded ?? 1);
    }
}
