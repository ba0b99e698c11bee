using Sparekey.Core.Holds;
using static Sparekey.Core.Recovery.LostThing;
using static Sparekey.Core.Recovery.RequirementKind;

namespace Sparekey.Core.Recovery;

/// <summary>
/// The ordered table that says what each account must show for each loss. The first matching row decides.
/// </summary>
/// <remarks>A table from configuration is used only if <see cref="Validate"/> finds no problem.</remarks>
public sealed record RecoveryPolicy(IReadOnlyList<PolicyRow> Rows)
{
    /// <summary>Reason of a refusal: nothing is left that distinguishes the holder from a thief.</summary>
    public const string NothingLeftToProve = "nothing_left_to_prove";

    /// <summary>
    /// Reason of a refusal: no row matches. Cannot happen with a table that passed <see cref="Validate"/>.
    /// </summary>
    public const string NoRow = "no_row";

    private static readonly TimeSpan None = TimeSpan.Zero;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan ThreeDays = TimeSpan.FromHours(72);

    /// <summary>The table of the <c>exchange</c> profile.</summary>
    public static RecoveryPolicy Default { get; } = new(
    [
        new("authenticator_another_way", [Authenticator], new(HasAnotherWay: true),
            new RowDecision.SignInInstead(HoldRules.AfterFactorChange)),
        new("authenticator_basic", [Authenticator], new(IdentityVerified: false, Tiers: [AccountFacts.BasicTier]),
            new RowDecision.Require([EmailCode, PhoneCode, SecurityQuestions], Reviewers: 1, Objection: Day,
                Hold: HoldRules.AfterReset)),
        new("authenticator", [Authenticator], RowCondition.Any,
            new RowDecision.Require([EmailCode, PhoneCode, SecurityQuestions, RequirementKind.Identity], Reviewers: 1,
                Objection: None, Hold: HoldRules.AfterReset)),
        new("phone", [Phone], RowCondition.Any,
            new RowDecision.Require([EmailCode, AuthenticatorCode, NewPhoneCode], Reviewers: 0, Objection: None,
                Hold: HoldRules.AfterReset)),
        new("email", [Email], RowCondition.Any,
            new RowDecision.Require([PhoneCode, AuthenticatorCode, NewEmailCode, RequirementKind.Identity],
                Reviewers: 1, Objection: Day, Hold: HoldRules.AfterReset)),
        new("authenticator_phone", [Authenticator, Phone], RowCondition.Any,
            new RowDecision.Require([EmailCode, SecurityQuestions, RequirementKind.Identity, NewPhoneCode],
                Reviewers: 2, Objection: Day, Hold: HoldRules.AfterReset)),
        new("authenticator_email", [Authenticator, Email], RowCondition.Any,
            new RowDecision.Require([PhoneCode, SecurityQuestions, RequirementKind.Identity, NewEmailCode],
                Reviewers: 2, Objection: Day, Hold: HoldRules.AfterHeavyReset)),
        new("phone_email", [Phone, Email], RowCondition.Any,
            new RowDecision.Require(
                [AuthenticatorCode, SecurityQuestions, RequirementKind.Identity, NewPhoneCode, NewEmailCode],
                Reviewers: 2, Objection: Day, Hold: HoldRules.AfterHeavyReset)),
        new("everything", [Authenticator, Phone, Email], new(IdentityVerified: true),
            new RowDecision.Require([SecurityQuestions, RequirementKind.Identity, NewPhoneCode, NewEmailCode],
                Reviewers: 2, Objection: ThreeDays, Hold: HoldRules.AfterHeavyReset)),
        new("everything_never_verified", [Authenticator, Phone, Email], new(IdentityVerified: false),
            new RowDecision.Refuse(NothingLeftToProve)),
    ]);

    /// <summary>
    /// The table of the <c>strict</c> profile: <see cref="Default"/> with identity instead of security questions. So
    /// codes alone never meet a row that has questions in <see cref="Default"/>.
    /// </summary>
    public static RecoveryPolicy Strict { get; } = new([.. Default.Rows.Select(WithoutQuestions)]);

    /// <summary>What this account must show for this loss.</summary>
    /// <param name="lost">In any order. <see cref="RecoveryCode"/> only means that the holder cannot sign in with a
    /// recovery code.</param>
    public PolicyDecision Decide(IReadOnlyCollection<LostThing> lost, AccountFacts facts)
    {
        var left = facts.Without(lost);
        var row = Rows.FirstOrDefault(row => row.Matches(lost, left));
        return row?.Decision switch
        {
            null => new PolicyDecision.Refused(null, NoRow),
            RowDecision.Refuse refuse => new PolicyDecision.Refused(row.Name, refuse.Reason),
            RowDecision.SignInInstead instead => new PolicyDecision.SignInInstead(row.Name, instead.Hold),
            RowDecision.Require require => Decide(row.Name, require, left),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static PolicyDecision Decide(string name, RowDecision.Require row, AccountFacts facts)
    {
        var kinds = row.Kinds.Where(kind => IsKnownTo(facts, kind)).ToHashSet();
        if (kinds.Count < row.Kinds.Distinct().Count()) kinds.Add(RequirementKind.Identity);

        // Reviewers compare identities. Without a proof of an old possession and without an earlier identity, anybody
        // who knows the password could show a document of their own. So the row "everything_never_verified" refuses
        // too.
        if (!facts.IdentityVerified && !kinds.Any(IsPossession))
            return new PolicyDecision.Refused(name, NothingLeftToProve);

        var reviewers = kinds.Contains(RequirementKind.Identity) ? Math.Max(row.Reviewers, 1) : row.Reviewers;
        return new PolicyDecision.Require(name, [.. kinds.Order()], reviewers, row.Objection, row.Hold);
    }

    /// <summary>
    /// Every way in which this table could lock holders out or let thieves in. If empty, the table may be used.
    /// </summary>
    public IReadOnlyList<PolicyProblem> Validate() => PolicyCheck.Problems(this);

    internal static bool IsPossession(RequirementKind kind) => kind is EmailCode or PhoneCode or AuthenticatorCode;

    private static bool IsKnownTo(AccountFacts facts, RequirementKind kind) => kind switch
    {
        PhoneCode => facts.HasPhone,
        AuthenticatorCode => facts.HasAuthenticator,
        SecurityQuestions => facts.HasSecurityQuestions,
        _ => true,
    };

    private static PolicyRow WithoutQuestions(PolicyRow row) =>
        row.Decision is RowDecision.Require require && require.Kinds.Contains(SecurityQuestions)
            ? row with
            {
                Decision = require with
                {
                    Kinds = [.. require.Kinds.Where(kind => kind != SecurityQuestions).Append(RequirementKind.Identity)
                        .Distinct()],
                    Reviewers = Math.Max(require.Reviewers, 1),
                },
            }
            : row;
}
