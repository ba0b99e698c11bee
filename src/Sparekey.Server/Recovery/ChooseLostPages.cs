using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>
/// The page on which a holder chooses what is lost, sees what the case will ask, and accepts the warnings.
/// </summary>
public sealed class ChooseLostPages(ResetFlow reset, ChooseLost choose, Settings settings)
{
    public Task<IResult> Show(FlowToken flow, CancellationToken cancellation) => reset.Show(
        flow,
        loaded => loaded.Case.State is CaseState.Choosing or CaseState.Proving
            ? Page.Show(PageOf(loaded, [.. loaded.Case.Lost.Select(thing => WireName.Of(thing))]))
            : Page.GoTo("/reset/status"),
        cancellation);

    public Task<IResult> Submit(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation) =>
        reset.Show(flow, loaded => Submit(http, flow, loaded, visitor, cancellation), cancellation);

    private async Task<IResult> Submit(
        HttpContext http, FlowToken flow, LoadedCase loaded, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var bothWarnings = form["warnings"].Count == 2;
        var request = new ChooseLost.Request(form["lost"].ToArray(), bothWarnings);
        List<string> selected = [.. form["lost"].OfType<string>()];
        var preview = choose.Preview(loaded, request);
        if (preview is Reply<RecoveryCase>.Refused { Why: var no})
            return Page.Again(PageOf(loaded, selected, why: no), no);
        var plan = ((Reply<RecoveryCase>.Done)preview).Value;
        if (form["accept"] != "true") return Page.Show(PageOf(loaded, selected, plan));
        return await choose.Run(flow, request, visitor, cancellation) is Reply<CaseView>.Refused { Why: var why }
            ? Page.Again(PageOf(loaded, selected, plan, why), why)
            : Page.GoTo(ResetWords.PathOf(plan));
    }

    private ChoosePage PageOf(
        LoadedCase loaded, IReadOnlyCollection<string> selected, RecoveryCase? plan =
            null, Refusal? why = null) => new()
    {
        Case = loaded.Case,
        Offered = RecoveryRules.Offered(loaded.Account.Facts),
        Selected = selected,
        Plan = plan,
        ReviewTarget = settings.Recovery.ReviewTarget,
        Errors = why is null
            ? null
            : FieldError.Of(why, why.Problem == Problem.WarningsNotAccepted ? "warnings" : "lost"),
    };
}
