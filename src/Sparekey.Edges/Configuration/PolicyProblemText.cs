using Sparekey.Core;
using Sparekey.Core.Recovery;

namespace Sparekey.Edges.Configuration;

/// <summary>Messages to the operator about an unusable recovery policy: row, fault and one sentence.</summary>
public static class PolicyProblemText
{
    public static string Of(PolicyProblem problem)
    {
        var text = $"{WireName.Of(problem.Fault)}: {Sentence(problem)}";
        return problem.Row.Length == 0 ? text : $"{problem.Row}: {text}";
    }

    private static string Sentence(PolicyProblem problem) => problem.Fault switch
    {
        PolicyFault.UnknownWord => $"\"{problem.Word!.Word}\" is none of: {string.Join(", ", problem.Word.Known)}.",
        PolicyFault.NameMissing => "A row needs a name.",
        PolicyFault.NameTaken => "Two rows have this name.",
        PolicyFault.NothingLost =>
            "A row is for a lost authenticator, phone or email; a lost recovery code chooses no row.",
        PolicyFault.ReasonMissing => "A refusal needs a reason.",
        PolicyFault.OutOfBounds => "Reviewers are 0 to 5, the objection window and the hold 30 days at most.",
        PolicyFault.RequiresWhatIsLost => "The row asks for a code from what is lost.",
        PolicyFault.NewAddressMissing =>
            "A lost phone or email is replaced by a new one that is confirmed with a code.",
        PolicyFault.NewAddressNotLost => "The row would replace an address that is not lost.",
        PolicyFault.IdentityWithoutReviewer => "Identity is judged by a reviewer: one at least.",
        PolicyFault.HoldTooShort => "A hold is 24 hours or longer.",
        PolicyFault.AllLostWithoutVerifiedIdentity =>
            "With everything lost, only a verified identity is left to compare with.",
        PolicyFault.ObjectionMissing => $"No old address is proven and none may object, for {Account(problem)}.",
        PolicyFault.MetByAnswersAlone => $"Nothing but answers or new addresses is asked of {Account(problem)}.",
        PolicyFault.MetByOneMailbox => $"Whoever reads the mailbox gets in, for {Account(problem)}.",
        PolicyFault.MetByOneSim => $"Whoever has the SIM gets in, for {Account(problem)}.",
        PolicyFault.NoOtherWay => $"There is nothing to sign in with instead for {Account(problem)}.",
        PolicyFault.Unreachable => "Rows above it match everything that it could match.",
        PolicyFault.Uncovered => $"No row is for {Account(problem)}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Account(PolicyProblem problem)
    {
        var facts = problem.Account!;
        return $"an account of tier {facts.Tier}, identity {(facts.IdentityVerified ? "verified" : "never verified")}, "
            + $"{With(facts.HasAuthenticator)} authenticator, {With(facts.HasPhone)} phone, "
            + $"{With(facts.HasAnotherWay)} recovery code, {With(facts.HasSecurityQuestions)} questions";
    }

    private static string With(bool has) => has ? "with" : "without";
}
