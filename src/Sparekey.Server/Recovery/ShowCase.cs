using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Shows a case to its holder.</summary>
public sealed class ShowCase(RecoveryStore store, CaseCodes codes, AccountEmails emails, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<CaseView>(200);

    public static async Task<IResult> Handle(FlowToken flow, ShowCase show, CancellationToken cancellation) =>
        HttpReply.Of(await show.Run(flow, cancellation));

    public async Task<Reply<CaseView>> Run(FlowToken flow, CancellationToken cancellation) =>
        await store.Load(flow, cancellation) is { } loaded ? await Of(loaded, cancellation) : Refusals.FlowRequired;

    public async Task<CaseView> Of(LoadedCase loaded, CancellationToken cancellation) =>
        CaseView.Of(loaded, await codes.UnderWay(loaded, cancellation), emails, settings);
}
