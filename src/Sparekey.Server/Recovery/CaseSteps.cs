using Sparekey.Core.Recovery;

namespace Sparekey.Server.Recovery;

/// <summary>
/// The steps of one case, in the order in which its holder takes them. The requirements decide which steps there are.
/// </summary>
public static class CaseSteps
{
    public enum Kind { Choose, Codes, Questions, Identity, Check, Review, Objection, Done }

    public static IReadOnlyList<Kind> Of(RecoveryCase @case)
    {
        List<Kind> steps = [Kind.Choose];
        // Before the choice the requirements are not known: some code will be one of them.
        if (@case.Requirements.Count == 0 || @case.Requirements.Any(r => r.IsCode)) steps.Add(Kind.Codes);
        if (@case.Requirements.Any(r => r.Kind == RequirementKind.SecurityQuestions)) steps.Add(Kind.Questions);
        if (@case.Requirements.Any(r => r.Kind == RequirementKind.Identity)) steps.Add(Kind.Identity);
        steps.Add(Kind.Check);
        if (@case.ReviewersNeeded > 0) steps.Add(Kind.Review);
        if (@case.Objection > TimeSpan.Zero) steps.Add(Kind.Objection);
        steps.Add(Kind.Done);
        return steps;
    }

    /// <summary>The current step of the holder.</summary>
    public static Kind Now(RecoveryCase @case) => @case.State switch
    {
        CaseState.Choosing => Kind.Choose,
        CaseState.Proving or CaseState.MoreInformation => FirstOpen(@case.OpenRequirements),
        CaseState.InReview => Kind.Review,
        CaseState.Objection => Kind.Objection,
        _ => Kind.Done,
    };

    /// <summary>
    /// The index of <paramref name="now"/> among the steps; when it is not one of them, of the step before it.
    /// </summary>
    public static int Current(IReadOnlyList<Kind> steps, Kind now) =>
        Math.Max(0, steps.Index().LastOrDefault(step => step.Item <= now).Index);

    private static Kind FirstOpen(IReadOnlyList<Requirement> open)
    {
        if (open.Any(r => r.IsCode)) return Kind.Codes;
        if (open.Any(r => r.Kind == RequirementKind.SecurityQuestions)) return Kind.Questions;
        return open.Any(r => r.Kind == RequirementKind.Identity) ? Kind.Identity : Kind.Check;
    }
}
