using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Audit;

/// <summary>What happened to the account, for people.</summary>
public static class ActivityPages
{
    public static async Task<IResult> Show(string? before, ShowActivity show, Holder holder,
        CancellationToken cancellation) =>
        await show.Run(holder, before, cancellation) is Reply<ShowActivity.View>.Done done
            ? Page.Show(new ActivityPage { Activity = done.Value, IsFirst = before is null })
            : Page.GoTo("/security/activity");
}
