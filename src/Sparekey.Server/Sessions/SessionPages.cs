using Sparekey.Edges;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>The page of the live sessions, with a button to end each.</summary>
public sealed class SessionPages(
    ListSessions list, EndSession end, EndOtherSessions endOthers, TimeProvider clock)
{
    private const string Address = "/security/sessions";

    public async Task<IResult> Show(Holder holder, string? ended, CancellationToken cancellation) =>
        Page.Show(new SessionsPage
        {
            Sessions = (await list.Run(holder, cancellation)).Sessions,
            Ended = ended is not null,
            Now = clock.GetUtcNow(),
        });

    /// <summary>The form names a session, or <c>others</c>.</summary>
    public async Task<IResult> Submit(
        HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var session = form["session_id"].ToString();
        // A session that has ended already is what the person wanted.
        if (session == "others") await endOthers.Run(holder, visitor, cancellation);
        else await end.Run(holder, session, visitor, cancellation);
        return Page.GoTo(Address + "?ended=yes");
    }
}
