using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Audit;

/// <summary>The page of <see cref="ShowActivity"/>.</summary>
public sealed class ActivityPages(ShowActivity show)
{
    public async Task<IResult> Show(string? before, Holder holder, CancellationToken cancellation) =>
        await show.Run(holder, before, cancellation) is Reply<ShowActivity.View>.Done done
            ? Page.Show(new ActivityPage { Activity = done.Value, IsFirst = before is null })
            : Page.GoTo("/security/activity");
}
