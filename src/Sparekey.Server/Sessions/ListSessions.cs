using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>The live sessions of the account: the current one first, then the others, last used first.</summary>
public sealed class ListSessions(Database database, TimeProvider clock, Settings settings)
{
    /// <param name="SignedInAt">When the password was entered; a step-up does not change this time.</param>
    /// <param name="LastSeenAt">To the minute.</param>
    /// <param name="Current">This session asks.</param>
    public sealed record Entry(
        string SessionId,
        string Device,
        string Network,
        string Acr,
        DateTimeOffset SignedInAt,
        DateTimeOffset LastSeenAt,
        DateTimeOffset ExpiresAt,
        bool Current);

    public sealed record View(IReadOnlyList<Entry> Sessions);

    public static readonly Responses Responses = Responses.Of<View>(200);

    public static async Task<IResult> Handle(Holder holder, ListSessions list, CancellationToken cancellation) =>
        HttpReply.Of<View>(await list.Run(holder, cancellation));

    private sealed record Row
    {
        public SessionId SessionId { get; init; }
        public string Device { get; init; } = "";
        public string Network { get; init; } = "";
        public string Acr { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset LastSeenAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }

    public async Task<View> Run(Holder holder, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await database.List<Row>(
            $"""
            SELECT session_id, device, network, acr, created_at, last_seen_at, expires_at FROM sessions
            WHERE account_id = @Account AND {SessionStore.IsLive}
            ORDER BY session_id = @Session DESC, last_seen_at DESC, session_id
            """,
            new { holder.Account, holder.Session, now, idle = now - settings.Sessions.Idle },
            cancellation);
        return new View([.. rows.Select(row => Of(row, holder))]);
    }

    private static Entry Of(Row row, Holder holder) => new(
        row.SessionId.ToString(),
        row.Device,
        row.Network,
        row.Acr,
        row.CreatedAt,
        row.LastSeenAt,
        row.ExpiresAt,
        row.SessionId == holder.Session);
}
