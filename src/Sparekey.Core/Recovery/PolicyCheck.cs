using Sparekey.Core.Holds;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Recovery;

/// <summary>One reason for which a recovery policy is not used.</summary>
/// <param name="Row">Name of the row; empty where the table as a whole is concerned.</param>
/// <param name="Detail">One sentence for the operator.</param>
public sealed record PolicyProblem(string Row, PolicyFault Fault, string Detail)
{
    public override string ToString() => Row.Length == 0 ? $"{WireName.Of(Fault)}: {Detail}" : $"{Row}: {WireName.Of(Fault)}: {Detail}";
}

/// <summary>Names of what can be wrong with a recovery policy.</summary>
public enum PolicyFault
{
    /// <summary>A word in configuration that is none of ours.</summary>
    UnknownWord,
    NameMissing,
    NameTaken,
    NothingLost,
    ReasonMissing,
    OutOfBounds,
    RequiresWhatIsLost,
    NewAddressMissing,
    NewAddressNotLost,
    IdentityWithoutReviewer,
    HoldTooShort,
    AllLostWithoutVerifiedIdentity,
    ObjectionMissing,
    MetByAnswersAlone,
    MetByOneMailbox,
    MetByOneSim,
    NoOtherWay,
    Unreachable,
    Uncovered,
}

/// <summary>Tries a table with every loss of every account that can exist: a few thousand pairs.</summary>
internal static class PolicyCheck
{
    private const int MostReviewers = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static IReadOnlyList<PolicyProblem> Problems(RecoveryPolicy policy)
    {
        var problems = policy.Rows.SelectMany(row => RowProblems(row, policy)).ToList();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var facts in EveryAccount(policy))
            foreach (var lost in EveryLoss(facts))
            {
                var left = facts.Without(lost);
                var row = policy.Rows.FirstOrDefault(row => row.Matches(lost, left));
                if (row is not null) reached.Add(row.Name);
                problems.AddRange(CaseProblems(row, policy.Decide(lost, facts), lost, left));
            }
        problems.AddRange(policy.Rows.Where(row => !reached.Contains(row.Name))
            .Select(row => new PolicyProblem(row.Name, PolicyFault.Unreachable, "Rows above it match everything that it could match.")));
        return [.. problems.DistinctBy(problem => (problem.Row, problem.Fault))];
    }

    // What is wrong with a row whoever the account is.
    private static IEnumerable<PolicyProblem> RowProblems(PolicyRow row, RecoveryPolicy policy)
    {
        if (row.Name.Length == 0) yield return new(row.Name, PolicyFault.NameMissing, "A row needs a name.");
        if (policy.Rows.Count(other => other.Name == row.Name) > 1) yield return new(row.Name, PolicyFault.NameTaken, "Two rows have this name.");
        if (row.Lost.Count == 0 || row.Lost.Contains(LostThing.RecoveryCode))
            yield return new(row.Name, PolicyFault.NothingLost, "A row is for a lost authenticator, phone or email; a lost recovery code chooses no row.");

        if (row.Decision is RowDecision.Refuse { Reason.Length: 0 })
            yield return new(row.Name, PolicyFault.ReasonMissing, "A refusal needs a reason.");
        if (row.Decision is RowDecision.SignInInstead instead && instead.Hold < HoldRules.Shortest)
            yield return new(row.Name, PolicyFault.HoldTooShort, "A hold is 24 hours or longer.");
        if (row.Decision is not RowDecision.Require require) yield break;

        if (require.Reviewers is < 0 or > MostReviewers || require.Objection < TimeSpan.Zero || require.Objection > Longest || require.Hold > Longest)
            yield return new(row.Name, PolicyFault.OutOfBounds, "Reviewers are 0 to 5, the objection window and the hold 30 days at most.");
        if (require.Hold < HoldRules.Shortest)
            yield return new(row.Name, PolicyFault.HoldTooShort, "A hold is 24 hours or longer.");
        if (require.Kinds.Contains(RequirementKind.Identity) && require.Reviewers < 1)
            yield return new(row.Name, PolicyFault.IdentityWithoutReviewer, "Identity is judged by a reviewer: one at least.");

        bool lostPhone = row.Lost.Contains(LostThing.Phone), lostEmail = row.Lost.Contains(LostThing.Email), lostAuthenticator = row.Lost.Contains(LostThing.Authenticator);
        if ((lostPhone && require.Kinds.Contains(PhoneCode)) || (lostEmail && require.Kinds.Contains(EmailCode)) || (lostAuthenticator && require.Kinds.Contains(AuthenticatorCode)))
            yield return new(row.Name, PolicyFault.RequiresWhatIsLost, "The row asks for a code from what is lost.");
        if ((lostPhone && !require.Kinds.Contains(NewPhoneCode)) || (lostEmail && !require.Kinds.Contains(NewEmailCode)))
            yield return new(row.Name, PolicyFault.NewAddressMissing, "A lost phone or email is replaced by a new one that is confirmed with a code.");
        if ((!lostPhone && require.Kinds.Contains(NewPhoneCode)) || (!lostEmail && require.Kinds.Contains(NewEmailCode)))
            yield return new(row.Name, PolicyFault.NewAddressNotLost, "The row would replace an address that is not lost.");
        if (lostPhone && lostEmail && lostAuthenticator && row.When.IdentityVerified != true)
            yield return new(row.Name, PolicyFault.AllLostWithoutVerifiedIdentity, "With everything lost, only a verified identity is left to compare with.");
    }

    // What is wrong with what one account would be asked.
    private static IEnumerable<PolicyProblem> CaseProblems(PolicyRow? row, PolicyDecision decision, IReadOnlyList<LostThing> lost, AccountFacts facts)
    {
        if (row is null)
        {
            // One problem for each loss, not one for all.
            yield return new(string.Join(" + ", lost.Select(thing => WireName.Of(thing))), PolicyFault.Uncovered, $"No row is for {Describe(facts)}.");
            yield break;
        }
        if (decision is PolicyDecision.SignInInstead && !facts.HasAnotherWay)
            yield return new(row.Name, PolicyFault.NoOtherWay, $"There is nothing to sign in with instead for {Describe(facts)}.");
        if (decision is not PolicyDecision.Require require) yield break;

        // New addresses and answers prove nothing: a thief names their own address, and answers are found, guessed or bought.
        var proofs = require.Kinds.Where(kind => RecoveryPolicy.IsPossession(kind) || (kind == RequirementKind.Identity && require.Reviewers > 0)).ToList();
        if (proofs.Count == 0)
            yield return new(row.Name, PolicyFault.MetByAnswersAlone, $"Nothing but answers or new addresses is asked of {Describe(facts)}.");
        else if (proofs.TrueForAll(kind => kind == EmailCode))
            yield return new(row.Name, PolicyFault.MetByOneMailbox, $"Whoever reads the mailbox gets in, for {Describe(facts)}.");
        else if (proofs.TrueForAll(kind => kind == PhoneCode))
            yield return new(row.Name, PolicyFault.MetByOneSim, $"Whoever has the SIM gets in, for {Describe(facts)}.");
        if (!require.Kinds.Any(kind => kind is EmailCode or PhoneCode) && require.Objection <= TimeSpan.Zero)
            yield return new(row.Name, PolicyFault.ObjectionMissing, $"No old address is proven and none may object, for {Describe(facts)}.");
    }

    /// <summary>Every account that the table can tell apart; freezing is none of the table's business.</summary>
    internal static IEnumerable<AccountFacts> EveryAccount(RecoveryPolicy policy)
    {
        // Tiers that a row names, the one that accounts begin with, and one that no row names.
        var tiers = policy.Rows.SelectMany(row => row.When.Tiers ?? []).Append(AccountFacts.BasicTier).Append("(any other)").Distinct(StringComparer.Ordinal).ToList();
        foreach (var tier in tiers)
            for (var bits = 0; bits < 32; bits++)
                yield return new AccountFacts
                {
                    Tier = tier,
                    IdentityVerified = (bits & 1) != 0,
                    HasAuthenticator = (bits & 2) != 0,
                    HasPhone = (bits & 4) != 0,
                    RecoveryCodesLeft = bits >> 3 & 1,
                    HasSecurityQuestions = (bits & 16) != 0,
                };
    }

    /// <summary>Every choice that the wizard would take from this account.</summary>
    internal static IEnumerable<IReadOnlyList<LostThing>> EveryLoss(AccountFacts facts)
    {
        var offered = RecoveryRules.Offered(facts);
        for (var bits = 1; bits < 1 << offered.Count; bits++)
        {
            IReadOnlyList<LostThing> lost = [.. offered.Where((_, index) => (bits >> index & 1) != 0)];
            if (lost is not [LostThing.RecoveryCode]) yield return lost;
        }
    }

    private static string Describe(AccountFacts facts) =>
        $"an account of tier {facts.Tier}, identity {(facts.IdentityVerified ? "verified" : "never verified")}, "
        + $"{With(facts.HasAuthenticator)} authenticator, {With(facts.HasPhone)} phone, {With(facts.HasAnotherWay)} recovery code, {With(facts.HasSecurityQuestions)} questions";

    private static string With(bool has) => has ? "with" : "without";
}
