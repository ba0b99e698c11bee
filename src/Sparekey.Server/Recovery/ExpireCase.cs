using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Recovery;

/// <summary>Ends a case when its holder's time has run out.</summary>
public sealed class ExpireCase(RecoveryStore store, EndCase end, TimeProvider clock)
{
    public Task<Reply<RecoveryCase>> Run(AccountId account, CaseId @case, CancellationToken cancellation) => end.Run(
        () => store.Load(account, @case, cancellation),
        loaded => RecoveryRules.Expire(loaded.Case, clock.GetUtcNow()) is ExpireOutcome.Expired expired
            ? expired.Case
            : null,
        CaseNotice.Expired, EventKind.RecoveryExpired, Actor.Server, visitor: null, cancellation);
}
