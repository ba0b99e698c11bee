using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>Ends every session of the account but this one, and every sign-in that is half done.</summary>
public sealed class EndOtherSessions(Database database, TimeProvider clock)
{
    public static async Task<IResult> Handle(Holder holder, EndOtherSessions end, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of<Nothing>(await end.Run(holder, visitor, cancellation));

    public async Task<Nothing> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var change = new Change(visitor).Record(new AuditEvent(holder.Account, EventKind.SessionsEnded, Actor.Owner, Subject: holder.Session.ToString()));
        SessionStore.EndAll(change, holder.Account, clock.GetUtcNow(), but: holder.Session);
        await database.CommitNamed(change, cancellation);
        return Nothing.Else;
    }
}
