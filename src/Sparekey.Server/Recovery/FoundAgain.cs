using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>A sign-in was completed with what a reset calls lost, or with a passkey or recovery code: there is nothing to reset.</summary>
public sealed class FoundAgain(RecoveryStore store, EndCase end, TimeProvider clock)
{
    /// <summary>SQL: whether @account has a live case. Asked in the round trip of every sign-in, answered by one index.</summary>
    public const string IsLive = "EXISTS (SELECT 1 FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL)";

    /// <summary>Adds the end of the live case to the sign-in's own change, if this factor ends it.</summary>
    public async Task Add(Change signIn, AccountId account, FactorKind used, CancellationToken cancellation)
    {
        if (await store.LoadLive(account, cancellation) is not { } hand || !Ends(hand.Case, used)) return;
        if (RecoveryRules.Cancel(hand.Case, CancelCause.FoundAgain, clock.GetUtcNow()) is CancelOutcome.Cancelled cancelled)
            await end.Add(signIn, hand, cancelled.Case, News.Cancelled, EventKind.RecoveryCancelled, Actor.Owner, cancellation);
    }

    private static bool Ends(RecoveryCase @case, FactorKind used) => used switch
    {
        FactorKind.Passkey or FactorKind.RecoveryCode => true,
        FactorKind.Authenticator => @case.Lost.Contains(LostThing.Authenticator),
        FactorKind.Phone => @case.Lost.Contains(LostThing.Phone),
        _ => throw new ArgumentOutOfRangeException(nameof(used)),
    };
}
