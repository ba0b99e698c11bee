using System.Diagnostics;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>The holder cancels the case. Nothing about the account has changed.</summary>
public sealed class CancelCase(RecoveryStore store, EndCase end, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.WrongState);

    public sealed record View(CaseState State);

    public static async Task<IResult> Handle(
        FlowToken flow, CancelCase cancel, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await cancel.Run(flow, visitor, cancellation));

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var ended = await end.Run(
            () => store.Load(flow, cancellation),
            loaded => EndCase.Cancel(loaded, CancelCause.Holder, clock.GetUtcNow()),
            CaseNotice.Cancelled, EventKind.RecoveryCancelled, Actor.Owner, visitor, cancellation);
        return ended switch
        {
            Reply<RecoveryCase>.Done done => new View(done.Value.State),
            Reply<RecoveryCase>.Refused refused => refused.Why,
            _ => throw new UnreachableException(),
        };
    }
}
