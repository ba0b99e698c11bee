namespace Sparekey.Core.Recovery;

/// <summary>One row of a recovery policy: for this loss, by such an account, that is what happens.</summary>
/// <param name="Name">Unique in the table; stored with the case.</param>
/// <param name="Lost">Exactly what is lost; never <see cref="LostThing.RecoveryCode"/>, which chooses no row.</param>
public sealed record PolicyRow(string Name, IReadOnlyList<LostThing> Lost, RowCondition When, RowDecision Decision)
{
    /// <summary>Whether this row speaks about that loss by that account.</summary>
    /// <param name="facts">As seen after lost recovery codes were taken off:
    /// <see cref="AccountFacts.Without"/>.</param>
    public bool Matches(IReadOnlyCollection<LostThing> lost, AccountFacts facts) =>
        Lost.ToHashSet().SetEquals(lost.Where(thing => thing != LostThing.RecoveryCode)) && When.Holds(facts);
}

/// <summary>Which accounts a row is for; what is null is not asked.</summary>
/// <param name="Tiers">Any of these; empty or null is every tier.</param>
/// <param name="HasAnotherWay">An unused recovery code that is not lost too.</param>
public sealed record RowCondition(bool? IdentityVerified = null, IReadOnlyList<string>? Tiers = null,
    bool? HasAnotherWay = null)
{
    public static readonly RowCondition Any = new();

    public bool Holds(AccountFacts facts) =>
        (IdentityVerified is null || IdentityVerified == facts.IdentityVerified)
        && (Tiers is null || Tiers.Count == 0 || Tiers.Contains(facts.Tier, StringComparer.Ordinal))
        && (HasAnotherWay is null || HasAnotherWay == facts.HasAnotherWay);
}

/// <summary>What a row decides.</summary>
public abstract record RowDecision
{
    private RowDecision() { }

    /// <summary>A case may go on, with these requirements.</summary>
    /// <param name="Reviewers">Different people who must approve, 0 to 5.</param>
    /// <param name="Objection">Wait after the last approval, 0 to 30 days.</param>
    /// <param name="Hold">Withdrawals stay off for so long after completion, 24 h to 30 days.</param>
    public sealed record Require(IReadOnlyList<RequirementKind> Kinds, int Reviewers, TimeSpan Objection, TimeSpan Hold)
        : RowDecision;

    /// <summary>No case: sign in with a recovery code and replace what is lost.</summary>
    /// <param name="Hold">What replacing a factor costs, told beforehand.</param>
    public sealed record SignInInstead(TimeSpan Hold) : RowDecision;

    /// <summary>No case, and why.</summary>
    /// <param name="Reason">Stable code for the texts, such as <see cref="RecoveryPolicy.NothingLeftToProve"/>.</param>
    public sealed record Refuse(string Reason) : RowDecision;
}

/// <summary>What a policy answers for one loss of one account, after what the account never had was dropped.</summary>
public abstract record PolicyDecision
{
    private PolicyDecision() { }

    /// <param name="Kinds">Distinct, in the order of <see cref="RequirementKind"/>.</param>
    public sealed record Require(string RowName, IReadOnlyList<RequirementKind> Kinds, int Reviewers,
        TimeSpan Objection, TimeSpan Hold) : PolicyDecision;

    public sealed record SignInInstead(string RowName, TimeSpan Hold) : PolicyDecision;

    /// <param name="RowName">Null where no row speaks about it.</param>
    public sealed record Refused(string? RowName, string Reason) : PolicyDecision;
}
