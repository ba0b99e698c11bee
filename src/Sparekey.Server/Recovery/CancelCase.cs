using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>The holder's own button: the case ends, and nothing about the account has changed.</summary>
public sealed class CancelCase(RecoveryStore store, EndCase end, TimeProvider clock)
{
    public sealed record View(CaseState State);

    public static async Task<IResult> Handle(FlowToken flow, CancelCase cancel, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await cancel.Run(flow, visitor, cancellation));

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var ended = await end.Run(
            () => store.Load(flow, cancellation),
            hand => RecoveryRules.Cancel(hand.Case, CancelCause.Holder, clock.GetUtcNow()) is CancelOutcome.Cancelled cancelled ? cancelled.Case : null,
            News.Cancelled, EventKind.RecoveryCancelled, Actor.Owner, visitor, cancellation);
        if (ended is not null) return new View(ended.State);
        return await store.Load(flow, cancellation) is { } hand ? CaseRefusals.MovedOn(hand) : Refusals.FlowRequired;
    }
}
