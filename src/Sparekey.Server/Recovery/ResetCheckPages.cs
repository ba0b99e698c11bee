using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The page on which a holder checks a reset and hands it in.</summary>
public sealed class ResetCheckPages(ResetFlow reset, SubmitCase submit, Settings settings)
{
    public Task<IResult> Show(FlowToken flow, CancellationToken cancellation) => reset.Show(
        flow,
        loaded => CaseSteps.Now(loaded.Case) == CaseSteps.Kind.Check
            ? Page.Show(PageOf(loaded))
            : Page.GoTo(ResetWords.PathOf(loaded.Case)),
        cancellation);

    public Task<IResult> Submit(FlowToken flow, Visitor visitor, CancellationToken cancellation) => reset.Show(
        flow,
        async loaded => await submit.Run(flow, visitor, cancellation) is Reply<SubmitCase.View>.Refused { Why: var why }
            ? Page.Again(PageOf(loaded, why), why)
            : Page.GoTo("/reset/status"),
        cancellation);

    private CheckPage PageOf(LoadedCase loaded, Refusal? why = null) => new()
    {
        Case = loaded.Case,
        ReviewTarget = settings.Recovery.ReviewTarget,
        Errors = why is null ? null : FieldError.Of(why),
    };
}
