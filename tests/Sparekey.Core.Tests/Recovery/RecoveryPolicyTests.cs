using Sparekey.Core.Recovery;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Tests.Recovery;

public sealed class RecoveryPolicyTests
{
    private static readonly AccountFacts Verified = Cases.Full;
    private static readonly AccountFacts Gold = Cases.Basic with { Tier = "gold" };

    private static string Decide(RecoveryPolicy policy, AccountFacts facts, params string[] lost) =>
        policy.Decide(
            [.. lost.Select(word => WireName.TryParse<LostThing>(word, out var thing)
                ? thing
                : throw new InvalidOperationException(word))],
            facts) switch
        {
            PolicyDecision.Require require =>
                $"{string.Join(" ", require.Kinds.Select(kind => WireName.Of(kind)))} | {require.Reviewers} | "
                    + $"{require.Objection.TotalHours} | {require.Hold.TotalHours}",
            PolicyDecision.SignInInstead instead => $"sign in instead | {instead.Hold.TotalHours}",
            PolicyDecision.Refused refused => $"refused: {refused.Reason}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    [Fact]
    public void AsksWhatTheTableSays()
    {
        var policy = RecoveryPolicy.Default;
        Assert.Equal("sign in instead | 24", Decide(policy, Verified with { RecoveryCodesLeft = 1 }, "authenticator"));
        Assert.Equal("email_code phone_code security_questions | 1 | 24 | 48",
            Decide(policy, Cases.Basic, "authenticator"));
        Assert.Equal("email_code phone_code security_questions identity | 1 | 0 | 48",
            Decide(policy, Verified, "authenticator"));
        Assert.Equal("email_code phone_code security_questions identity | 1 | 0 | 48",
            Decide(policy, Gold, "authenticator"));
        Assert.Equal("email_code authenticator_code new_phone_code | 0 | 0 | 48", Decide(policy, Verified, "phone"));
        Assert.Equal("phone_code authenticator_code new_email_code identity | 1 | 24 | 48",
            Decide(policy, Verified, "email"));
        Assert.Equal("email_code new_phone_code security_questions identity | 2 | 24 | 48",
            Decide(policy, Verified, "authenticator", "phone"));
        Assert.Equal("phone_code new_email_code security_questions identity | 2 | 24 | 120",
            Decide(policy, Verified, "authenticator", "email"));
        Assert.Equal("authenticator_code new_phone_code new_email_code security_questions identity | 2 | 24 | 120",
            Decide(policy, Verified, "phone", "email"));
        Assert.Equal("new_phone_code new_email_code security_questions identity | 2 | 72 | 120",
            Decide(policy, Verified, "authenticator", "phone", "email"));
        Assert.Equal("refused: nothing_left_to_prove", Decide(policy, Gold, "authenticator", "phone", "email"));
    }

    [Fact]
    public void AsksNoQuestions_WhenStrict()
    {
        var policy = RecoveryPolicy.Strict;
        Assert.Equal("sign in instead | 24",
            Decide(policy, Cases.Basic with { RecoveryCodesLeft = 1 }, "authenticator"));
        Assert.Equal("email_code phone_code identity | 1 | 24 | 48", Decide(policy, Cases.Basic, "authenticator"));
        Assert.Equal("email_code phone_code identity | 1 | 0 | 48", Decide(policy, Verified, "authenticator"));
        Assert.Equal("email_code authenticator_code new_phone_code | 0 | 0 | 48", Decide(policy, Verified, "phone"));
        Assert.Equal("email_code new_phone_code identity | 2 | 24 | 48",
            Decide(policy, Verified, "authenticator", "phone"));
        Assert.Equal("new_phone_code new_email_code identity | 2 | 72 | 120",
            Decide(policy, Verified, "authenticator", "phone", "email"));
    }

    [Fact]
    public void PutsIdentityInItsPlace_WhenTheAccountNeverHadIt()
    {
        var policy = RecoveryPolicy.Default;
        Assert.Equal("email_code security_questions identity | 1 | 24 | 48",
            Decide(policy, Cases.Basic with { HasPhone = false }, "authenticator"));
        Assert.Equal("email_code phone_code identity | 1 | 24 | 48",
            Decide(policy, Cases.Basic with { HasSecurityQuestions = false }, "authenticator"));
        Assert.Equal("email_code new_phone_code identity | 1 | 0 | 48",
            Decide(policy, Verified with { HasAuthenticator = false }, "phone"));
        Assert.Equal("authenticator_code new_email_code identity | 1 | 24 | 48",
            Decide(policy, Verified with { HasPhone = false }, "email"));
    }

    [Fact]
    public void Refuses_WhenNothingOldIsLeftAndIdentityWasNeverVerified()
    {
        var policy = RecoveryPolicy.Default;
        Assert.Equal("refused: nothing_left_to_prove",
            Decide(policy, Cases.Basic with { HasPhone = false }, "authenticator", "email"));
        Assert.Equal("refused: nothing_left_to_prove", Decide(policy, new AccountFacts(), "email"));
        Assert.Equal("new_email_code identity | 1 | 24 | 48",
            Decide(policy, new AccountFacts { IdentityVerified = true }, "email"));
    }

    [Fact]
    public void TakesTheOtherWayOff_WhenCodesAreLostToo()
    {
        var facts = Verified with { RecoveryCodesLeft = 3 };
        Assert.Equal("email_code phone_code security_questions identity | 1 | 0 | 48",
            Decide(RecoveryPolicy.Default, facts, "authenticator", "recovery_code"));
        Assert.Equal("sign in instead | 24", Decide(RecoveryPolicy.Default, facts, "authenticator"));
    }

    [Fact]
    public void Refuses_WhenTheTableHasNoRow() =>
        Assert.Equal("refused: no_row", Decide(new RecoveryPolicy([]), Verified, "phone"));

    public static TheoryData<string> Profiles => ["exchange", "strict"];

    private static RecoveryPolicy Profile(string name) =>
        name == "strict" ? RecoveryPolicy.Strict : RecoveryPolicy.Default;

    [Theory, MemberData(nameof(Profiles))]
    public void PassesItsOwnCheck(string profile) => Assert.Empty(Profile(profile).Validate());

    [Theory, MemberData(nameof(Profiles))]
    public void IsNeverMetByOneStolenThing_WhoeverTheAccountIs(string profile)
    {
        var pairs = 0;
        foreach (var (facts, lost) in EveryAccount.Losing())
        {
            pairs++;
            var decision = Profile(profile).Decide(lost, facts);
            if (decision is PolicyDecision.SignInInstead)
            {
                Assert.True(facts.RecoveryCodesLeft > 0 && !lost.Contains(LostThing.RecoveryCode));
                continue;
            }
            if (decision is PolicyDecision.Refused refused)
            {
                // Only if nothing is left: the identity was never verified, and everything that the account had is
                // lost.
                Assert.Equal("nothing_left_to_prove", refused.Reason);
                Assert.False(facts.IdentityVerified);
                Assert.Contains(LostThing.Email, lost);
                Assert.True(!facts.HasPhone || lost.Contains(LostThing.Phone));
                continue;
            }
            var require = Assert.IsType<PolicyDecision.Require>(decision);
            RequirementKind[] free = [NewPhoneCode, NewEmailCode, SecurityQuestions];
            var hard = require.Kinds.Except(free).ToList();
            Assert.NotEmpty(hard);
            Assert.NotEmpty(hard.Except([EmailCode]));
            Assert.NotEmpty(hard.Except([PhoneCode]));
            Assert.False(hard.Contains(RequirementKind.Identity) && require.Reviewers < 1);
            Assert.True(require.Hold >= TimeSpan.FromHours(24));
            Assert.True(require.Kinds.Contains(EmailCode) || require.Kinds.Contains(PhoneCode)
                || require.Objection > TimeSpan.Zero);
            Assert.False(facts.HasPhone is false && require.Kinds.Contains(PhoneCode));
            Assert.False(facts.HasAuthenticator is false && require.Kinds.Contains(AuthenticatorCode));
            Assert.False(facts.HasSecurityQuestions is false && require.Kinds.Contains(SecurityQuestions));
            Assert.Equal(lost.Contains(LostThing.Phone), require.Kinds.Contains(NewPhoneCode));
            Assert.Equal(lost.Contains(LostThing.Email), require.Kinds.Contains(NewEmailCode));
            Assert.True(profile != "strict" || !require.Kinds.Contains(SecurityQuestions));
        }
        // 1 + 3 + 3 + 7 losses, by what the account has; once without codes, twice with codes; three more facts.
        Assert.Equal((1 + 3 + 3 + 7) * 3 * 8, pairs);
    }

    // Strict requires everything that exchange requires except questions, with at least as many reviewers and as long
    // waits.
    [Fact]
    public void IsNeverWeaker_WhenStrict()
    {
        foreach (var (facts, lost) in EveryAccount.Losing())
            if (RecoveryPolicy.Default.Decide(lost, facts) is PolicyDecision.Require exchange)
            {
                var strict = Assert.IsType<PolicyDecision.Require>(RecoveryPolicy.Strict.Decide(lost, facts));
                Assert.Empty(exchange.Kinds.Except(strict.Kinds).Except([SecurityQuestions]));
                Assert.True(strict.Reviewers >= exchange.Reviewers && strict.Objection >= exchange.Objection
                    && strict.Hold >= exchange.Hold);
            }
    }
}
