using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Ends a live case when a sign-in was completed with something that the case says is lost, or with a passkey or a
/// recovery code: nothing is left to reset.
/// </summary>
public sealed class FoundAgain(RecoveryStore store, EndCase end, TimeProvider clock)
{
    /// <summary>
    /// SQL condition: @account has a live case. Every sign-in asks, in a round trip that it makes anyway; one index
    /// answers.
    /// </summary>
    public const string IsLive =
        "EXISTS (SELECT 1 FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL)";

    /// <summary>Adds the end of the live case to the sign-in's own change, when the factor ends the case.</summary>
    public async Task Add(Change signIn, AccountId account, FactorKind used, CancellationToken cancellation)
    {
        if (await store.LoadLive(account, cancellation) is not { } loaded || !Ends(loaded.Case, used)) return;
        if (EndCase.Cancel(loaded, CancelCause.FoundAgain, clock.GetUtcNow()) is { } cancelled)
            await end.Add(
                signIn, loaded, cancelled, CaseNotice.Cancelled, EventKind.RecoveryCancelled, Actor.Owner,
                cancellation);
    }

    private static bool Ends(RecoveryCase @case, FactorKind used) => used switch
    {
        FactorKind.Passkey or FactorKind.RecoveryCode => true,
        FactorKind.Authenticator => @case.Lost.Contains(LostThing.Authenticator),
        FactorKind.Phone => @case.Lost.Contains(LostThing.Phone),
        _ => throw new ArgumentOutOfRangeException(nameof(used)),
    };
}
