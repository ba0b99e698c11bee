using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Audit;

/// <summary>
/// The audit events of the account, newest first, in the holder's words. The device and network of staff, integrators
/// and the server are not shown.
/// </summary>
public sealed class ShowActivity(Database database)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.InvalidRequest);

    public const int PageSize = 50;

    // Sorts after every hexadecimal id.
    private const string Newest = "g";

    /// <param name="Text">One sentence for the holder.</param>
    /// <param name="Device">Browser and system family; left out for actors other than the owner and strangers.</param>
    public sealed record Entry(
        string EventId, string Kind, string Text, DateTimeOffset At, string? Device, string? Network, string Actor);

    /// <param name="Next">The <c>before</c> of the next page; left out on the last page.</param>
    public sealed record View(IReadOnlyList<Entry> Events, string? Next);

    private sealed record Row
    {
        public string EventId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Actor { get; init; } = "";
        public string? Device { get; init; }
        public string? Network { get; init; }
        public string? Details { get; init; }
        public DateTimeOffset At { get; init; }
    }

    public static async Task<IResult> Handle(
        string? before, ShowActivity show, Holder holder, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(holder, before, cancellation));

    public async Task<Reply<View>> Run(Holder holder, string? before, CancellationToken cancellation)
    {
        if (before is not null && !Guid.TryParseExact(before, "N", out _))
            return Refusals.Invalid(("before", "invalid.before"));
        var rows = await database.List<Row>(
            """
            SELECT event_id, kind, actor, device, network, details, at FROM audit_events
            WHERE account_id = @account AND event_id < @before ORDER BY event_id DESC LIMIT @limit
            """,
            new { account = holder.Account, before = before?.ToLowerInvariant() ?? Newest, limit = PageSize + 1 },
            cancellation);
        var next = rows.Count > PageSize ? rows[PageSize - 1].EventId : null;
        return new View([.. rows.Take(PageSize).Select(EntryOf)], next);
    }

    private static Entry EntryOf(Row row)
    {
        var details = row.Details is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Details);
        var ours = WireName.Parse<Actor>(row.Actor) is Actor.Owner or Actor.Stranger;
        return new Entry(
            row.EventId, row.Kind, ActivityWords.Of(row.Kind, details), row.At,
            ours ? row.Device : null, ours ? row.Network : null, row.Actor);
    }
}
