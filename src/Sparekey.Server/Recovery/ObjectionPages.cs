using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The page of <em>This wasn't me</em>.</summary>
public sealed class ObjectionPages(ObjectToCase objection, Settings settings)
{
    /// <summary>Changes nothing: mail programs open links by themselves.</summary>
    public IResult Show(string? token) =>
        Page.Show(new ObjectionPage { Token = BearerToken.TryParse(token, out var known) ? known.Text : "" });

    public async Task<IResult> Submit(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return await objection.Run(new ObjectToCase.Request(form["token"]), visitor, cancellation) switch
        {
            Reply<ObjectToCase.View>.Done { Value: var view } => Page.Show(
                new ObjectionPage { Frozen = true, Stopped = view.CaseStopped, Support = settings.Support }),
            Reply<ObjectToCase.View>.Refused { Why: var why } => Page.Again(
                new ObjectionPage { Errors = FieldError.Of(why) }, why),
            _ => throw new UnreachableException(),
        };
    }
}
