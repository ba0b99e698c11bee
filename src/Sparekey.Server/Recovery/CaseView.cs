using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>A case as its holder sees it.</summary>
/// <param name="Step">The current step, from 1, of <paramref name="Steps"/>: see <see cref="CaseSteps"/>.</param>
/// <param name="Offered">What this account can declare lost.</param>
/// <param name="UsualHours">The usual time of reviewers and objection window together, once everything is handed
/// in.</param>
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

    /// <param name="Pictures">The pictures to take again; all of them when none is named.</param>
    public sealed record AskedView(string? Message, IReadOnlyList<PictureSlot> Pictures);

    public static CaseView Of(
        LoadedCase loaded, IReadOnlyDictionary<string, CaseCodes.InFlight> codes, AccountEmails emails,
        Settings settings)
    {
        var @case = loaded.Case;
        var steps = CaseSteps.Of(@case);
        return new CaseView(
            @case.State,
            @case.Lost,
            [.. @case.Requirements.Select(
                one => RequirementView.Of(loaded, one, codes.GetValueOrDefault(one.Id), emails))],
            @case.ReviewersNeeded,
            @case.Objection.TotalHours,
            @case.Hold.TotalHours,
            CaseSteps.Current(steps, CaseSteps.Now(@case)) + 1,
            steps.Count,
            @case.ExpiresAt,
            @case.Outcome is { } outcome ? new OutcomeView(outcome.Reason, outcome.Message, outcome.HoldUntil) : null,
            @case.IsLive ? RecoveryRules.Offered(loaded.Account.Facts) : [],
            HowLong.Of(@case, settings.Recovery.ReviewTarget).UntilDone.TotalHours,
            @case.ObjectionUntil,
            @case is { State: CaseState.MoreInformation, MoreInformation: { } asked }
                ? new AskedView(asked.Message, asked.Pictures)
                : null);
    }
}
