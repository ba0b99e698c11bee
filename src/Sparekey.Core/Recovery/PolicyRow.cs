namespace Sparekey.Core.Recovery;

/// <summary>One row of a recovery policy: the decision for one loss of some accounts.</summary>
/// <param name="Name">Unique in the table; stored with the case.</param>
/// <param name="Lost">Exactly these things are lost. Never contains <see cref="LostThing.RecoveryCode"/>, which chooses
/// no row.</param>
public sealed record PolicyRow(string Name, IReadOnlyList<LostThing> Lost, RowCondition When, RowDecision Decision)
{
    /// <summary>Whether this row is for this loss of this account.</summary>
    /// <param name="facts">Without lost recovery codes: <see cref="AccountFacts.Without"/>.</param>
    public bool Matches(IReadOnlyCollection<LostThing> lost, AccountFacts facts) =>
        Lost.ToHashSet().SetEquals(lost.Where(thing => thing != LostThing.RecoveryCode)) && When.Holds(facts);
}

/// <summary>Which accounts a row is for. A condition that is null is always met.</summary>
/// <param name="Tiers">One of these tiers; empty or null is every tier.</param>
/// <param name="HasAnotherWay">An unused recovery code that is not lost.</param>
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

    /// <summary>The case goes on with these requirements.</summary>
    /// <param name="Reviewers">How many different people must approve, 0 to 5.</param>
    /// <param name="Objection">Wait after the last approval, 0 to 30 days.</param>
    /// <param name="Hold">How long withdrawals stay blocked after completion, 24 h to 30 days.</param>
    public sealed record Require(IReadOnlyList<RequirementKind> Kinds, int Reviewers, TimeSpan Objection, TimeSpan Hold)
        : RowDecision;

    /// <summary>No case: sign in with a recovery code and replace what is lost.</summary>
    /// <param name="Hold">How long withdrawals will be blocked after the replacement of a factor. The holder is told
    /// before.</param>
    public sealed record SignInInstead(TimeSpan Hold) : RowDecision;

    /// <summary>No case.</summary>
    /// <param name="Reason">A code that never changes, such as <see cref="RecoveryPolicy.NothingLeftToProve"/>.</param>
    public sealed record Refuse(string Reason) : RowDecision;
}

/// <summary>
/// The decision of a policy for one loss of one account, without requirements that the account cannot meet.
/// </summary>
public abstract record PolicyDecision
{
    private PolicyDecision() { }

    /// <param name="Kinds">Distinct, in the order of <see cref="RequirementKind"/>.</param>
    public sealed record Require(string RowName, IReadOnlyList<RequirementKind> Kinds, int Reviewers,
        TimeSpan Objection, TimeSpan Hold) : PolicyDecision;

    public sealed record SignInInstead(string RowName, TimeSpan Hold) : PolicyDecision;

    /// <param name="RowName">Null if no row matches.</param>
    public sealed record Refused(string? RowName, string Reason) : PolicyDecision;
}
