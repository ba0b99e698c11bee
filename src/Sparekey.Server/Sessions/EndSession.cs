using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>Ends one session: the current one (signing out), or another one of the same account.</summary>
public sealed class EndSession(Database database, TimeProvider clock)
{
    public static readonly Responses CurrentResponses = Responses.Of<Nothing>(200);

    public static readonly Responses Responses = Responses.Of<Nothing>(200, Problem.NotFound);

    public static async Task<IResult> HandleCurrent(
        Holder holder, EndSession end, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await end.Run(holder, holder.Session, visitor, cancellation));

    public static async Task<IResult> Handle(
        string sessionId, Holder holder, EndSession end, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await end.Run(holder, sessionId, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(
        Holder holder, string? sessionId, Visitor visitor, CancellationToken cancellation) =>
        Guid.TryParseExact(sessionId, "N", out var id)
            ? await Run(holder, new SessionId(id), visitor, cancellation)
            : Refusals.NotFound;

    public async Task<Reply<Nothing>> Run(
        Holder holder, SessionId session, Visitor visitor, CancellationToken cancellation)
    {
        var change = Change.Of(holder.Account, visitor)
            .Claim(
                Refusals.NotFound,
                """
                UPDATE sessions SET ended_at = @now
                WHERE account_id = @Account AND session_id = @session AND ended_at IS NULL
                """,
                new { holder.Account, session, now = clock.GetUtcNow() })
            .Record(new AuditEvent(
                holder.Account, EventKind.SignedOut, Actor.Owner, Subject: session.ToString()));
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
