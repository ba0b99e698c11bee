using FsCheck;
using FsCheck.Fluent;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>
/// Random calls in random order by holder, thief and staff. Independent records say whether a completion was earned.
/// </summary>
public sealed class RandomWalkTests
{
    private static int completions;
    private static int completionsWithTwoReviewers;

    [Fact]
    public void NeverCompletesUnearned_AndNeverResurrects()
    {
        completions = 0;
        completionsWithTwoReviewers = 0;
        var walks = Gen.Choose(0, int.MaxValue - 1).ArrayOf(240).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000).WithReplay(20260302UL, 7UL),
            Prop.ForAll(walks, steps => Walk(steps)));

        // Otherwise the walks have tested nothing.
        Assert.True(completions > 200, $"Only {completions} walks completed a case.");
        Assert.True(completionsWithTwoReviewers > 50,
            $"Only {completionsWithTwoReviewers} walks completed a case of two reviewers.");
    }

    private static void Walk(int[] steps)
    {
        var books = new Books(steps);
        foreach (var step in steps) books.Step(step);
    }

    private sealed class Books
    {
        private static readonly StaffId[] Staff = [Cases.Ann, Cases.Ben,
            new(new Guid("01950000-0000-7000-8000-0000000000c3"))];
        private static readonly RequirementKind[] Kinds = Enum.GetValues<RequirementKind>();

        private readonly RecoveryPolicy policy;
        private AccountFacts facts;
        private RecoveryCase at;
        private DateTimeOffset now = Cases.Start;

        // The independent records.
        private HashSet<string> proven = [];
        private HashSet<StaffId> approved = [];
        private Dictionary<string, int> addresses = [];
        private PolicyDecision.Require? due;
        private LostThing[] lost = [];
        private bool identityAsked;
        private bool identityGiven;
        private bool answered;
        private DateTimeOffset? lastApproval;

        public Books(int[] steps)
        {
            var seed = steps[0];
            policy = (seed & 64) == 0 ? RecoveryPolicy.Default : RecoveryPolicy.Strict;
            facts = new AccountFacts
            {
                IdentityVerified = (seed & 1) != 0,
                HasAuthenticator = (seed & 2) != 0,
                HasPhone = (seed & 4) != 0,
                HasSecurityQuestions = (seed & 8) != 0,
                RecoveryCodesLeft = (seed & 16) == 0 ? 0 : 5,
                Tier = (seed & 32) == 0 ? "basic" : "gold",
            };
            at = Cases.Opened(now);
        }

        public void Step(int dice)
        {
            var before = at;
            var pick = dice / 64;
            switch (dice % 64)
            {
                case 0 or 1: now += TimeSpan.FromHours(pick % 30); break;
                case 2: facts = facts with { IsFrozen = pick % 4 == 0 }; break;
                case 3 when pick % 4 == 0: ChooseLost(pick); break;
                case 4 when pick % 16 == 0: End(RecoveryRules.Object(at, Objector.OldAddress, now)); break;
                case 5 when pick % 16 == 0: End(RecoveryRules.Cancel(at, CancelCause.Holder, now)); break;
                case 6: End(RecoveryRules.Expire(at, now)); break;
                case >= 7 and <= 12: Prove($"r{(pick % 12) + 1}", Kinds[pick / 12 % Kinds.Length], pick); break;
                case >= 13 and <= 24 when at.Requirements.Count > 0:
                    var likely = at.Requirements[pick % at.Requirements.Count];
                    Prove(likely.Id, likely.Kind, pick);
                    break;
                case >= 25 and <= 28: Answer(pick); break;
                case >= 29 and <= 34: Show(pick); break;
                case >= 35 and <= 40: Submit(); break;
                case >= 41 and <= 46: Claim(Staff[pick % 3], pick); break;
                case 47: End(RecoveryRules.Release(at, Staff[pick % 3], now)); break;
                case >= 48 and <= 55:
                    Decide(at.Claim is { } claim && pick % 5 != 0 ? claim.By : Staff[pick % 3], pick);
                    break;
                case >= 56 and <= 60: Complete(); break;
                case 61 or 62: NameAddress(pick); break;
                default: if (at.State == CaseState.Choosing) ChooseLost(pick); break;
            }
            if (!before.IsLive) Assert.Same(before, at);
        }

        private void ChooseLost(int pick)
        {
            LostThing[] things = [.. Enum.GetValues<LostThing>().Where((_, index) => (pick >> index & 1) != 0)];
            if (RecoveryRules.ChooseLost(at, things, pick % 3 != 0, facts, policy, now)
                is not ChooseOutcome.Chosen chosen)
                return;
            at = chosen.Case;
            due = (PolicyDecision.Require)policy.Decide(things, facts);
            (lost, proven, approved, addresses) = (things, [], [], []);
            (identityAsked, identityGiven, lastApproval) = (due.Kinds.Contains(RequirementKind.Identity), false, null);
        }

        private void NameAddress(int pick)
        {
            var id = $"r{(pick % 12) + 1}";
            if (RecoveryRules.NameAddress(at, id, "hint", facts, now) is not AddressOutcome.Named named) return;
            at = named.Case;
            addresses[id] = named.AddressNumber;
            proven.Remove(id);
        }

        private void Prove(string id, RequirementKind kind, int pick)
        {
            // A new address is usually named first, and the proof sometimes has the number of an older address.
            if (pick % 3 == 0 && RecoveryRules.NameAddress(at, id, "hint", facts, now) is AddressOutcome.Named named
                && !proven.Contains(id))
            {
                at = named.Case;
                addresses[id] = named.AddressNumber;
            }
            var number = pick % 11 == 0 ? pick % 3 : addresses.GetValueOrDefault(id);
            var proof = new CodeProof(pick % 13 == 0 ? new CaseId(Guid.Empty) : at.CaseId, id, kind,
                pick % 17 == 0 ? Cases.Start.AddHours(-1) : now, null, number);
            if (RecoveryRules.MarkCodeProven(at, proof, facts, now) is not ProofOutcome.Met met) return;

            Assert.NotEqual(0, pick % 13);
            Assert.NotEqual(0, pick % 17);
            Assert.False(facts.IsFrozen);
            Assert.Equal(kind, at.Requirements.Single(requirement => requirement.Id == id).Kind);
            Assert.Equal(addresses.GetValueOrDefault(id), number);
            at = met.Case;
            proven.Add(id);
        }

        private void Answer(int pick)
        {
            if (RecoveryRules.GiveAnswers(at, pick % 4, 3, facts, now) is not AnswersOutcome.Submitted submitted)
                return;
            Assert.False(answered);
            at = submitted.Case;
            answered = true;
        }

        private void Show(int pick)
        {
            var evidence = Cases.Evidence(pick % 5 == 0 ? Cases.Start.AddDays(-1) : now);
            if (pick % 7 == 0) evidence = evidence with { CaseId = null };
            if (RecoveryRules.IdentitySubmitted(at, evidence, facts, now) is not EvidenceOutcome.Submitted submitted)
                return;
            Assert.True(pick % 5 != 0 && pick % 7 != 0);
            at = submitted.Case;
            identityGiven = true;
        }

        private void Submit()
        {
            switch (RecoveryRules.Submit(at, facts, now))
            {
                case SubmitOutcome.InReview review: at = review.Case; break;
                case SubmitOutcome.Objection objection: at = objection.Case; lastApproval = now; break;
            }
        }

        private void Claim(StaffId staff, int pick)
        {
            if (RecoveryRules.Claim(at, staff, pick % 9 == 0, now) is not ClaimOutcome.Claimed claimed) return;
            Assert.NotEqual(0, pick % 9);
            at = claimed.Case;
        }

        private void Decide(StaffId staff, int pick)
        {
            var verdict = (pick % 24) switch
            {
                22 => new ReviewVerdict(staff, Verdict.Refuse, ReviewReason.TheftSuspected),
                23 => new ReviewVerdict(staff, Verdict.MoreInformation, ReviewReason.PictureUnreadable),
                _ => new ReviewVerdict(staff, Verdict.Approve, ReviewReason.EvidenceMatches),
            };
            switch (RecoveryRules.Decide(at, verdict, pick % 8 == 0, facts, now))
            {
                case DecideOutcome.AnotherNeeded another:
                    at = another.Case;
                    Assert.NotEqual(0, pick % 8);
                    Assert.True(approved.Add(staff));
                    break;
                case DecideOutcome.Approved last:
                    at = last.Case;
                    Assert.NotEqual(0, pick % 8);
                    Assert.True(approved.Add(staff));
                    lastApproval = now;
                    break;
                case DecideOutcome.MoreInformation more:
                    at = more.Case;
                    (approved, identityAsked, identityGiven) = ([], true, false);
                    break;
                case DecideOutcome.Refused refused:
                    at = refused.Case;
                    break;
            }
        }

        private void Complete()
        {
            if (RecoveryRules.Complete(at, facts, now) is not CompleteOutcome.Completed done) return;
            var earned = due ?? throw new InvalidOperationException("Nothing was chosen.");
            Assert.False(facts.IsFrozen);
            foreach (var requirement in at.Requirements.Where(requirement => requirement.IsCode))
                Assert.Contains(requirement.Id, proven);
            Assert.Equal(
                earned.Kinds.Count(kind => kind is not (RequirementKind.Identity or RequirementKind.SecurityQuestions)),
                proven.Count);
            Assert.True(answered || !earned.Kinds.Contains(RequirementKind.SecurityQuestions));
            Assert.True(identityGiven || !identityAsked);
            Assert.True(approved.Count >= earned.Reviewers);
            Assert.NotNull(lastApproval);
            Assert.True(now >= lastApproval + earned.Objection);
            var completion = done.Completion;
            Assert.True(completion.HoldFor >= TimeSpan.FromHours(24) && completion.HoldUntil - now >= earned.Hold);
            Assert.Equal(lost.Where(thing => thing != LostThing.RecoveryCode).Order(), completion.Remove);
            Assert.Equal(lost.Contains(LostThing.Phone), completion.BindNewPhone is not null);
            Assert.Equal(lost.Contains(LostThing.Email), completion.BindNewEmail is not null);
            at = done.Case;
            completions++;
            if (earned.Reviewers == 2) completionsWithTwoReviewers++;
        }

        private void End(object outcome) =>
            at = (RecoveryCase?)outcome.GetType().GetProperty("Case")?.GetValue(outcome) ?? at;
    }
}
