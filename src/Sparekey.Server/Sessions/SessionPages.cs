using Sparekey.Edges;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Sessions;

/// <summary>Where the holder is signed in, with a button to end each.</summary>
public static class SessionPages
{
    private const string Address = "/security/sessions";

    public static async Task<IResult> Show(Holder holder, string? ended, ListSessions list, TimeProvider clock, CancellationToken cancellation) =>
        Page.Show<SessionsPage>(new { (await list.Run(holder, cancellation)).Sessions, Ended = ended is not null, Now = clock.GetUtcNow() });

    /// <summary>The form names a session, or <c>others</c>.</summary>
    public static async Task<IResult> Submit(HttpContext http, Holder holder, EndSession end, EndOtherSessions endOthers, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var session = form["session_id"].ToString();
        if (session == "others") await endOthers.Run(holder, visitor, cancellation);
        else await end.Run(holder, session, visitor, cancellation);   // one that is over already is what was wanted
        return Page.GoTo(Address + "?ended=yes");
    }
}
