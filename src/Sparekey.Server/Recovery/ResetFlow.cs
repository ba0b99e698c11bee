using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>Opens the case of a flow token for a page. Without a case the page asks for a resume code.</summary>
public sealed class ResetFlow(RecoveryStore store)
{
    public async Task<IResult> Show(
        FlowToken flow, Func<LoadedCase, Task<IResult>> show, CancellationToken cancellation) =>
        await store.Load(flow, cancellation) is { } loaded ? await show(loaded) : Page.GoTo("/reset/resume");

    public Task<IResult> Show(FlowToken flow, Func<LoadedCase, IResult> show, CancellationToken cancellation) =>
        Show(flow, loaded => Task.FromResult(show(loaded)), cancellation);

    /// <summary>Goes to the next open step.</summary>
    public Task<IResult> GoOn(FlowToken flow, CancellationToken cancellation) =>
        Show(flow, loaded => Page.GoTo(NextPath(loaded)), cancellation);

    // A question of reviewers has its step "check" on the page of the state.
    private static string NextPath(LoadedCase loaded) => CaseSteps.Now(loaded.Case) == CaseSteps.Kind.Check
        ? "/reset/check"
        : ResetWords.PathOf(loaded.Case);
}
