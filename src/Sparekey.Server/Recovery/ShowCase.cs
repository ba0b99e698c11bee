using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>Where a reset stands.</summary>
public sealed class ShowCase(RecoveryStore store, CaseCodes codes, AccountEmails emails, Settings settings)
{
    public static async Task<IResult> Handle(FlowToken flow, ShowCase show, CancellationToken cancellation) =>
        Answer.With(await show.Run(flow, cancellation));

    public async Task<Reply<CaseView>> Run(FlowToken flow, CancellationToken cancellation) =>
        await store.Load(flow, cancellation) is { } hand ? await Of(hand, cancellation) : Refusals.FlowRequired;

    public async Task<CaseView> Of(CaseInHand hand, CancellationToken cancellation) =>
        CaseView.Of(hand, await codes.UnderWay(hand, cancellation), emails, settings);
}
