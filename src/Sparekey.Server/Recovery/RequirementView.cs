using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <param name="Hint">The address with its middle hidden, or the name of the only authenticator.</param>
/// <param name="ExpiresAt">Of the code in flight.</param>
/// <param name="Factors">The authenticators to choose from, when there are several.</param>
public sealed record RequirementView(
    string Requirement,
    RequirementKind Kind,
    RequirementState State,
    string? Hint,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? ResendAt,
    IReadOnlyList<RequirementView.FactorView>? Factors)
{
    public sealed record FactorView(string FactorId, string Name);

    public static RequirementView Of(
        LoadedCase loaded, Requirement requirement, CaseCodes.InFlight? code, AccountEmails emails)
    {
        // The addresses of an ended case may belong to somebody else by now, and a hint has no use any more.
        var live = loaded.Case.IsLive;
        return new RequirementView(
            requirement.Id, requirement.Kind, requirement.State, live ? HintOf(loaded, requirement, emails) : null,
            code?.ExpiresAt, code?.ResendAt, live ? ChoiceOf(loaded, requirement) : null);
    }

    private static string? HintOf(LoadedCase loaded, Requirement requirement, AccountEmails emails) =>
        requirement.Kind switch
        {
            RequirementKind.EmailCode => CaseCodes.HintOf(emails.Open(loaded.AccountId, loaded.Account.EmailSealed)),
            RequirementKind.PhoneCode => loaded.Account.Phone?.Hint,
            RequirementKind.AuthenticatorCode => loaded.Account.Authenticators is [{ } only] ? only.Name : null,
            _ => requirement.AddressHint,
        };

    private static IReadOnlyList<FactorView>? ChoiceOf(LoadedCase loaded, Requirement requirement) =>
        requirement.Kind == RequirementKind.AuthenticatorCode && loaded.Account.Authenticators is { Count: > 1 } several
            ? [.. several.Select(one => new FactorView(one.FactorId.ToString(), one.Name))]
            : null;
}
