using Sparekey.Core.Recovery;

namespace Sparekey.Server.Recovery;

/// <summary>The steps of one reset, as its holder walks them. Which there are depends on what is asked.</summary>
public static class CaseSteps
{
    public enum Kind { Choose, Codes, Questions, Identity, Check, Review, Objection, Done }

    public static IReadOnlyList<Kind> Of(RecoveryCase @case)
    {
        List<Kind> steps = [Kind.Choose];
        // Before the choice nothing is known but that something will be asked.
        if (@case.Requirements.Count == 0 || @case.Requirements.Any(r => r.IsCode)) steps.Add(Kind.Codes);
        if (@case.Requirements.Any(r => r.Kind == RequirementKind.SecurityQuestions)) steps.Add(Kind.Questions);
        if (@case.Requirements.Any(r => r.Kind == RequirementKind.Identity)) steps.Add(Kind.Identity);
        steps.Add(Kind.Check);
        if (@case.ReviewersNeeded > 0) steps.Add(Kind.Review);
        if (@case.Objection > TimeSpan.Zero) steps.Add(Kind.Objection);
        steps.Add(Kind.Done);
        return steps;
    }

    /// <summary>Where the holder of this case is.</summary>
    public static Kind Now(RecoveryCase @case) => @case.State switch
    {
        CaseState.Choosing => Kind.Choose,
        CaseState.Proving or CaseState.MoreInformation when @case.OpenRequirements.Any(r => r.IsCode) => Kind.Codes,
        CaseState.Proving or CaseState.MoreInformation when @case.OpenRequirements.Any(r => r.Kind == RequirementKind.SecurityQuestions) => Kind.Questions,
        CaseState.Proving or CaseState.MoreInformation when @case.OpenRequirements.Any(r => r.Kind == RequirementKind.Identity) => Kind.Identity,
        CaseState.Proving or CaseState.MoreInformation => Kind.Check,
        CaseState.InReview => Kind.Review,
        CaseState.Objection => Kind.Objection,
        _ => Kind.Done,
    };

    /// <summary>Index of <see cref="Now"/> among the steps.</summary>
    public static int Current(IReadOnlyList<Kind> steps, Kind now) => Math.Max(0, steps.Index().LastOrDefault(step => step.Item <= now).Index);
}
