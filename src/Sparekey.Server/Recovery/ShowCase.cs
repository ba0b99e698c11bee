using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Where a reset stands.</summary>
public sealed class ShowCase(RecoveryStore store, CaseCodes codes, AccountEmails emails, Settings settings)
{
    public static async Task<IResult> Handle(FlowToken flow, ShowCase show, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(flow, cancellation));

    public async Task<Reply<CaseView>> Run(FlowToken flow, CancellationToken cancellation) =>
        await store.Load(flow, cancellation) is { } hand ? await Of(hand, cancellation) : Refusals.FlowRequired;

    public async Task<CaseView> Of(LoadedCase hand, CancellationToken cancellation) =>
        CaseView.Of(hand, await codes.UnderWay(hand, cancellation), emails, settings);
}
