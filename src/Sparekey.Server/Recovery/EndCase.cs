using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// What every end of a case has in common, completion apart: the case and its evidence end, the history records it, and
/// every address gets a message.
/// </summary>
public sealed class EndCase(Database database, RecoveryStore store, CaseEvidence evidence, CaseNotices notices)
{
    /// <summary>Adds the end to a change, which the caller commits.</summary>
    public async Task Add(
        Change change, LoadedCase loaded, RecoveryCase after, CaseNotice notice, string kind, Actor actor,
        CancellationToken cancellation)
    {
        var reason = WireName.Of(after.Outcome!.Reason);
        store.Save(change, loaded, after).Record(CaseEvent.Of(after, kind, actor, ("reason", reason)));
        evidence.Follow(change, await evidence.Of(loaded, cancellation), after);
        notices.Tell(change, loaded.Account, after, notice);
    }

    /// <summary>
    /// Ends a case: loads, asks Core, saves, and begins again when another request saved the case first.
    /// </summary>
    /// <param name="load">Null when there is no case.</param>
    /// <param name="end">Core's reply: the ended case; null when the case does not end.</param>
    /// <returns>The ended case, or why it did not end.</returns>
    public Task<Reply<RecoveryCase>> Run(
        Func<Task<LoadedCase?>> load, Func<LoadedCase, RecoveryCase?> end, CaseNotice notice, string kind, Actor actor,
        Visitor? visitor, CancellationToken cancellation) =>
        Retry.WhileMoved<RecoveryCase>(async () =>
        {
            if (await load() is not { } loaded) return Refusals.FlowRequired;
            if (end(loaded) is not { } after) return CaseRefusals.MovedOn(loaded);
            var change = Change.Of(loaded.AccountId, visitor);
            await Add(change, loaded, after, notice, kind, actor, cancellation);
            return await database.Commit(change, cancellation) is { } lost ? lost : after;
        });

    /// <summary>The case, cancelled; null when it has ended already.</summary>
    internal static RecoveryCase? Cancel(LoadedCase loaded, CancelCause cause, DateTimeOffset now) =>
        RecoveryRules.Cancel(loaded.Case, cause, now) is CancelOutcome.Cancelled cancelled ? cancelled.Case : null;
}
