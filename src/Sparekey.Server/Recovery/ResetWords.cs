using Sparekey.Core.Recovery;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The words of a reset for people, and the paths of its pages.</summary>
internal static class ResetWords
{
    public static string Of(LostThing thing) => thing switch
    {
        LostThing.Authenticator => "Authenticator app",
        LostThing.Phone => "Phone number",
        LostThing.Email => "Email address",
        LostThing.RecoveryCode => "Recovery codes",
        _ => throw new ArgumentOutOfRangeException(nameof(thing)),
    };

    public static string Of(RequirementKind kind) => kind switch
    {
        RequirementKind.EmailCode => "A code sent to your email",
        RequirementKind.PhoneCode => "A code sent to your phone",
        RequirementKind.AuthenticatorCode => "A code from your authenticator app",
        RequirementKind.NewPhoneCode => "A new phone number, confirmed with a code",
        RequirementKind.NewEmailCode => "A new email address, confirmed with a code",
        RequirementKind.SecurityQuestions => "Answers to your security questions",
        RequirementKind.Identity => "Pictures of an identity document and of you",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(CaseSteps.Kind step) => step switch
    {
        CaseSteps.Kind.Choose => "What is unavailable",
        CaseSteps.Kind.Codes => "Codes",
        CaseSteps.Kind.Questions => "Security questions",
        CaseSteps.Kind.Identity => "Identity",
        CaseSteps.Kind.Check => "Check and hand in",
        CaseSteps.Kind.Review => "Review",
        CaseSteps.Kind.Objection => "Waiting period",
        CaseSteps.Kind.Done => "Done",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The page of the current step.</summary>
    public static string PathOf(RecoveryCase @case) => CaseSteps.Now(@case) switch
    {
        _ when @case.State == CaseState.MoreInformation => "/reset/status",
        CaseSteps.Kind.Choose => "/reset/choose",
        CaseSteps.Kind.Codes => "/reset/codes",
        CaseSteps.Kind.Questions => "/reset/questions",
        CaseSteps.Kind.Identity => "/reset/identity",
        CaseSteps.Kind.Check => "/reset/check",
        _ => "/reset/status",
    };

    public static IReadOnlyList<Step> Steps(RecoveryCase @case)
    {
        var steps = CaseSteps.Of(@case);
        var current = CaseSteps.Current(steps, CaseSteps.Now(@case));
        return [.. steps.Select((step, index) => new Step(Of(step), StateOf(index)))];

        StepState StateOf(int index)
        {
            if (index < current || @case.State == CaseState.Completed) return StepState.Done;
            return index == current ? StepState.Current : StepState.Todo;
        }
    }

    /// <summary>"about 2 days", "about 24 hours", "at once".</summary>
    public static string About(TimeSpan time) => time switch
    {
        _ when time <= TimeSpan.Zero => "at once",
        _ when time < TimeSpan.FromHours(72) => $"about {time.TotalHours:0} hours",
        _ => $"about {time.TotalDays:0} days",
    };

    public static string Of(EndReason reason) => reason switch
    {
        EndReason.Completed => "Your reset is complete",
        EndReason.NotApproved => "The reset was not approved",
        EndReason.Cancelled => "You cancelled the reset",
        EndReason.FoundAgain => "You signed in with what was lost, so the reset has ended",
        EndReason.AddressTaken => "The new email address belongs to another account by now",
        EndReason.Objected => "Somebody at one of your addresses said that this was not them",
        EndReason.AccountFrozen => "The account was frozen, so the reset has ended",
        EndReason.Expired => "The reset took too long and has expired",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
