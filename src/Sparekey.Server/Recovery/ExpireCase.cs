using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;

namespace Sparekey.Server.Recovery;

/// <summary>Ends a case whose holder's time ran out.</summary>
public sealed class ExpireCase(RecoveryStore store, EndCase end, TimeProvider clock)
{
    public Task<RecoveryCase?> Run(AccountId account, CaseId @case, CancellationToken cancellation) => end.Run(
        () => store.Load(account, @case, cancellation),
        hand => RecoveryRules.Expire(hand.Case, clock.GetUtcNow()) is ExpireOutcome.Expired expired ? expired.Case : null,
        News.Expired, EventKind.RecoveryExpired, Actor.Server, null, cancellation);
}
