using Sparekey.Core.Holds;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Recovery;

/// <summary>Tries a table with every loss of every possible account: a few thousand pairs.</summary>
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
            .Select(row => new PolicyProblem(row.Name, PolicyFault.Unreachable)));
        return [.. problems.DistinctBy(problem => (problem.Row, problem.Fault))];
    }

    // What is wrong with a row for every account.
    private static IEnumerable<PolicyProblem> RowProblems(PolicyRow row, RecoveryPolicy policy)
    {
        if (row.Name.Length == 0) yield return new(row.Name, PolicyFault.NameMissing);
        if (policy.Rows.Count(other => other.Name == row.Name) > 1) yield return new(row.Name, PolicyFault.NameTaken);
        if (row.Lost.Count == 0 || row.Lost.Contains(LostThing.RecoveryCode))
            yield return new(row.Name, PolicyFault.NothingLost);

        if (row.Decision is RowDecision.Refuse { Reason.Length: 0 })
            yield return new(row.Name, PolicyFault.ReasonMissing);
        if (row.Decision is RowDecision.SignInInstead instead && instead.Hold < HoldRules.Shortest)
            yield return new(row.Name, PolicyFault.HoldTooShort);
        foreach (var problem in row.Decision is RowDecision.Require require ? RequireProblems(row, require) : [])
            yield return problem;
    }

    private static IEnumerable<PolicyProblem> RequireProblems(PolicyRow row, RowDecision.Require require)
    {
        if (require.Reviewers is < 0 or > MostReviewers || require.Objection < TimeSpan.Zero
            || require.Objection > Longest || require.Hold > Longest)
            yield return new(row.Name, PolicyFault.OutOfBounds);
        if (require.Hold < HoldRules.Shortest)
            yield return new(row.Name, PolicyFault.HoldTooShort);
        if (require.Kinds.Contains(RequirementKind.Identity) && require.Reviewers < 1)
            yield return new(row.Name, PolicyFault.IdentityWithoutReviewer);

        bool lostPhone = row.Lost.Contains(LostThing.Phone), lostEmail = row.Lost.Contains(LostThing.Email),
            lostAuthenticator = row.Lost.Contains(LostThing.Authenticator);
        if ((lostPhone && require.Kinds.Contains(PhoneCode)) || (lostEmail && require.Kinds.Contains(EmailCode))
            || (lostAuthenticator && require.Kinds.Contains(AuthenticatorCode)))
            yield return new(row.Name, PolicyFault.RequiresWhatIsLost);
        if ((lostPhone && !require.Kinds.Contains(NewPhoneCode))
            || (lostEmail && !require.Kinds.Contains(NewEmailCode)))
            yield return new(row.Name, PolicyFault.NewAddressMissing);
        if ((!lostPhone && require.Kinds.Contains(NewPhoneCode))
            || (!lostEmail && require.Kinds.Contains(NewEmailCode)))
            yield return new(row.Name, PolicyFault.NewAddressNotLost);
        if (lostPhone && lostEmail && lostAuthenticator && row.When.IdentityVerified != true)
            yield return new(row.Name, PolicyFault.AllLostWithoutVerifiedIdentity);
    }

    // What is wrong with the decision for one account.
    private static IEnumerable<PolicyProblem> CaseProblems(PolicyRow? row, PolicyDecision decision,
        IReadOnlyList<LostThing> lost, AccountFacts facts)
    {
        if (row is null)
        {
            // One problem for each loss, not one for all.
            yield return new(string.Join(" + ", lost.Select(thing => WireName.Of(thing))), PolicyFault.Uncovered,
                facts);
            yield break;
        }
        if (decision is PolicyDecision.SignInInstead && !facts.HasAnotherWay)
            yield return new(row.Name, PolicyFault.NoOtherWay, facts);
        foreach (var problem in decision is PolicyDecision.Require require ? ProofProblems(require, facts) : [])
            yield return problem;
    }

    private static IEnumerable<PolicyProblem> ProofProblems(PolicyDecision.Require require, AccountFacts facts)
    {
        // New addresses and answers prove nothing: thieves name their own addresses, and find, guess or buy answers.
        var proofs = require.Kinds.Where(kind =>
            RecoveryPolicy.IsPossession(kind) || (kind == RequirementKind.Identity && require.Reviewers > 0)).ToList();
        if (proofs.Count == 0)
            yield return new(require.RowName, PolicyFault.MetByAnswersAlone, facts);
        else if (proofs.TrueForAll(kind => kind == EmailCode))
            yield return new(require.RowName, PolicyFault.MetByOneMailbox, facts);
        else if (proofs.TrueForAll(kind => kind == PhoneCode))
            yield return new(require.RowName, PolicyFault.MetByOneSim, facts);
        if (!require.Kinds.Any(kind => kind is EmailCode or PhoneCode) && require.Objection <= TimeSpan.Zero)
            yield return new(require.RowName, PolicyFault.ObjectionMissing, facts);
    }

    /// <summary>Every account that the table can distinguish. The table does not look at a freeze.</summary>
    internal static IEnumerable<AccountFacts> EveryAccount(RecoveryPolicy policy)
    {
        // The tiers that rows name, the tier of a new account, and a tier that no row names.
        var tiers = policy.Rows.SelectMany(row => row.When.Tiers ?? []).Append(AccountFacts.BasicTier)
            .Append("(any other)").Distinct(StringComparer.Ordinal).ToList();
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

    /// <summary>Every loss that the wizard accepts from this account.</summary>
    internal static IEnumerable<IReadOnlyList<LostThing>> EveryLoss(AccountFacts facts)
    {
        var offered = RecoveryRules.Offered(facts);
        for (var bits = 1; bits < 1 << offered.Count; bits++)
        {
            IReadOnlyList<LostThing> lost = [.. offered.Where((_, index) => (bits >> index & 1) != 0)];
            if (lost is not [LostThing.RecoveryCode]) yield return lost;
        }
    }
}
