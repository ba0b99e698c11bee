using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;

namespace Sparekey.Server.Sessions;

/// <summary>The holder of an account, signed in. Bound into a handler behind a route that requires one.</summary>
/// <param name="HasSecondFactor">Whether the account has one now: then changes need a session with two factors.</param>
/// <param name="IsFrozen">Whether the account is frozen: then nothing about it changes but the freeze.</param>
/// <param name="StepUpWithin">How fresh the sign-in or step-up must be for changes.</param>
public sealed record Holder(
    AccountId Account,
    SessionId Session,
    string Acr,
    IReadOnlyList<string> Amr,
    DateTimeOffset AuthenticatedAt,
    DateTimeOffset ExpiresAt,
    bool HasSecondFactor,
    bool IsFrozen,
    TimeSpan StepUpWithin)
{
    public bool IsFresh(DateTimeOffset now) =>
        now - AuthenticatedAt <= StepUpWithin && (!HasSecondFactor || Core.SignIn.Acr.HasTwoFactors(Acr));

    public static ValueTask<Holder?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Items[typeof(Holder)] as Holder);
}
