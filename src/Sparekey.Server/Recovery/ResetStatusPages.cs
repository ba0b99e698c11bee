using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>The pages that show the state of a reset and cancel it.</summary>
public sealed class ResetStatusPages(
    ResetFlow reset, CaseEvidence evidence, CancelCase cancel, TimeProvider clock, Settings settings)
{
    public Task<IResult> Show(FlowToken flow, CancellationToken cancellation) => reset.Show(
        flow,
        async loaded => Page.Show(new StatusPage
        {
            Case = loaded.Case,
            HasDocument = loaded.Case.State == CaseState.MoreInformation
                && await evidence.Of(loaded, cancellation) is { Verification.IsDecided: false },
            ReviewTarget = settings.Recovery.ReviewTarget,
            Now = clock.GetUtcNow(),
        }),
        cancellation);

    public Task<IResult> ShowCancel(FlowToken flow, CancellationToken cancellation) => reset.Show(
        flow,
        loaded => loaded.Case.IsLive ? Page.Show(new CancelPage { Case = loaded.Case }) : Page.GoTo("/reset/status"),
        cancellation);

    public async Task<IResult> Cancel(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        // Also after a refusal: the page of the state says that the case had ended already.
        await cancel.Run(flow, visitor, cancellation);
        return Page.GoTo("/reset/status");
    }
}
