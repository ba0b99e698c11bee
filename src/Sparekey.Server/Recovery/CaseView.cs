using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>A case as its holder sees it.</summary>
/// <param name="Step">Where the holder is, from 1, of <paramref name="Steps"/>: see <see cref="CaseSteps"/>.</param>
/// <param name="Offered">What this account can declare lost.</param>
/// <param name="UsualHours">How long reviewers and the objection window usually take together, once everything is handed in.</param>
public sealed record CaseView(
    CaseState State,
    IReadOnlyList<LostThing> Lost,
    IReadOnlyList<RequirementView> Requirements,
    int ReviewersNeeded,
    double ObjectionHours,
    double HoldHours,
    int Step,
    int Steps,
    DateTimeOffset? ExpiresAt,
    CaseView.OutcomeView? Outcome,
    IReadOnlyList<LostThing> Offered,
    double UsualHours,
    DateTimeOffset? ObjectionUntil,
    CaseView.AskedView? MoreInformation)
{
    public sealed record OutcomeView(EndReason? Reason, string? Message, DateTimeOffset? HoldUntil);

    /// <param name="Pictures">To be taken again; every picture where none is named.</param>
    public sealed record AskedView(string? Message, IReadOnlyList<Core.Identity.PictureSlot> Pictures);

    public static CaseView Of(LoadedCase hand, IReadOnlyDictionary<string, CaseCodes.InFlight> codes, AccountEmails emails, Settings settings)
    {
        var @case = hand.Case;
        var steps = CaseSteps.Of(@case);
        return new CaseView(
            @case.State, @case.Lost, [.. @case.Requirements.Select(requirement => RequirementView.Of(hand, requirement, codes.GetValueOrDefault(requirement.Id), emails))],
            @case.ReviewersNeeded, @case.Objection.TotalHours, @case.Hold.TotalHours, CaseSteps.Current(steps, CaseSteps.Now(@case)) + 1, steps.Count, @case.ExpiresAt,
            @case.Outcome is { } outcome ? new OutcomeView(outcome.Reason, outcome.Message, outcome.HoldUntil) : null,
            @case.IsLive ? RecoveryRules.Offered(hand.Account.Facts) : [], HowLong.Of(@case, settings.Recovery.ReviewTarget).UntilDone.TotalHours, @case.ObjectionUntil,
            @case is { State: CaseState.MoreInformation, MoreInformation: { } asked } ? new AskedView(asked.Message, asked.Pictures) : null);
    }
}

/// <param name="Hint">The address with its middle hidden, or the name of the only authenticator.</param>
/// <param name="ExpiresAt">Of the code under way.</param>
/// <param name="Factors">The authenticators to choose from when there are several.</param>
public sealed record RequirementView(
    string Requirement, RequirementKind Kind, RequirementState State, string? Hint, DateTimeOffset? ExpiresAt, DateTimeOffset? ResendAt, IReadOnlyList<RequirementView.FactorView>? Factors)
{
    public sealed record FactorView(string FactorId, string Name);

    public static RequirementView Of(LoadedCase hand, Requirement requirement, CaseCodes.InFlight? code, AccountEmails emails)
    {
        // Once a case has ended its addresses may be somebody else's, and nothing is left to do with a hint.
        var live = hand.Case.IsLive;
        var authenticators = hand.Account.Authenticators;
        var hint = requirement.Kind switch
        {
            _ when !live => null,
            RequirementKind.EmailCode => CaseCodes.HintOf(emails.Open(hand.Case.AccountId, hand.Account.EmailSealed)),
            RequirementKind.PhoneCode => hand.Account.Phone?.Hint,
            RequirementKind.AuthenticatorCode => authenticators.Count == 1 ? authenticators[0].Name : null,
            _ => requirement.AddressHint,
        };
        return new RequirementView(requirement.Id, requirement.Kind, requirement.State, hint, code?.ExpiresAt, code?.ResendAt,
            live && requirement.Kind == RequirementKind.AuthenticatorCode && authenticators.Count > 1 ? [.. authenticators.Select(a => new FactorView(a.FactorId.ToString(), a.Name))] : null);
    }
}
