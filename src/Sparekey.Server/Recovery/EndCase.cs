using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>What belongs to every end of a case but completion: the case, its evidence, the history, and word to every address.</summary>
public sealed class EndCase(Database database, RecoveryStore store, CaseEvidence evidence, CaseNotices notices)
{
    private const int Retries = 5;

    /// <summary>Adds the end to a change that the caller commits.</summary>
    public async Task Add(Change change, LoadedCase hand, RecoveryCase after, News news, string kind, Actor actor, CancellationToken cancellation)
    {
        store.Save(change, hand, after).Record(new AuditEvent(after.AccountId, kind, actor, Subject: after.CaseId.ToString(),
            Details: new Dictionary<string, string> { ["reason"] = WireName.Of(after.Outcome!.Reason) }));
        evidence.Follow(change, await evidence.Of(hand, cancellation), after);
        notices.Tell(change, hand.Account, after, news);
    }

    /// <summary>Ends a case whatever others do to it at the same moment: loads, asks, saves, and begins again when it was too late.</summary>
    /// <param name="load">Null where there is nothing to end.</param>
    /// <param name="end">Core's answer: null where the case is not to end.</param>
    public async Task<RecoveryCase?> Run(Func<Task<LoadedCase?>> load, Func<LoadedCase, RecoveryCase?> end, News news, string kind, Actor actor, Visitor? visitor, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Retries; attempt++)
        {
            if (await load() is not { } hand || end(hand) is not { } after) return null;
            var change = new Change(visitor);
            await Add(change, hand, after, news, kind, actor, cancellation);
            if (await database.CommitNamed(change, cancellation) is null) return after;
        }
        return null;
    }
}
