using Sparekey.Core.Accounts;
using Sparekey.Core.SignIn;

namespace Sparekey.Server.Sessions;

/// <summary>The holder of an account, signed in. A handler behind a route for holders receives one.</summary>
/// <param name="HasSecondFactor">The account has a second factor now: changes need a session with two factors.</param>
/// <param name="IsFrozen">The account is frozen: nothing about the account changes but the freeze.</param>
/// <param name="StepUpWithin">How long after a sign-in or step-up the session is fresh.</param>
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

    public static ValueTask<Holder?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(Holder)] as Holder);
}
