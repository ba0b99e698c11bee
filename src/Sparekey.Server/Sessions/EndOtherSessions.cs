using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>Ends every session of the account but the current one, and every open flow.</summary>
public sealed class EndOtherSessions(Database database, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(200);

    public static async Task<IResult> Handle(
        Holder holder, EndOtherSessions end, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await end.Run(holder, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var change = Change.Of(holder.Account, visitor).Record(new AuditEvent(
            holder.Account, EventKind.SessionsEnded, Actor.Owner, Subject: holder.Session.ToString()));
        SessionStore.EndAll(change, holder.Account, clock.GetUtcNow(), but: holder.Session);
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
