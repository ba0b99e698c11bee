namespace Sparekey.Core.Recovery;

/// <summary>One row of a recovery policy as written in configuration. All words are wire names.</summary>
public sealed class PolicyRowOptions
{
    public string Name { get; set; } = "";

    /// <summary>One or more of <c>authenticator</c>, <c>phone</c>, <c>email</c>.</summary>
    public IList<string> Lost { get; set; } = [];

    /// <summary>Only accounts whose identity was (true) or was not (false) verified; both if left out.</summary>
    public bool? IdentityVerified { get; set; }

    /// <summary>Only accounts of these tiers; all tiers if empty.</summary>
    public IList<string> Tiers { get; set; } = [];

    /// <summary>Only accounts with (true) or without (false) an unused recovery code; both if left out.</summary>
    public bool? HasAnotherWay { get; set; }

    /// <summary><c>require</c> (the default), <c>sign_in_instead</c> or <c>refuse</c>.</summary>
    public string Decision { get; set; } = "require";

    /// <summary>
    /// <c>email_code</c>, <c>phone_code</c>, <c>authenticator_code</c>, <c>new_phone_code</c>, <c>new_email_code</c>,
    /// <c>security_questions</c>, <c>identity</c>.
    /// </summary>
    public IList<string> Require { get; set; } = [];

    /// <summary>How many different people must approve, 0 to 5. Default 1.</summary>
    public int Reviewers { get; set; } = 1;

    /// <summary>Wait for objections after the last approval, 0 to 30 days. Default 24 h.</summary>
    public TimeSpan Objection { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long withdrawals stay blocked after completion, 24 h to 30 days. Default 48 h.</summary>
    public TimeSpan Hold { get; set; } = TimeSpan.FromHours(48);

    /// <summary>For <c>refuse</c>: the reason's code.</summary>
    public string Reason { get; set; } = "";
}

/// <summary>A table that was read from configuration, or everything that is wrong with the configuration.</summary>
public abstract record PolicyReading
{
    private PolicyReading() { }

    /// <summary>The table was checked and may be used.</summary>
    public sealed record Usable(RecoveryPolicy Policy) : PolicyReading;

    public sealed record Unusable(IReadOnlyList<PolicyProblem> Problems) : PolicyReading;

    /// <summary>
    /// Reads the words, then checks the table with <see cref="RecoveryPolicy.Validate"/> if every word is known.
    /// </summary>
    public static PolicyReading Read(IEnumerable<PolicyRowOptions> rows)
    {
        var problems = new List<PolicyProblem>();
        RecoveryPolicy policy = new([.. rows.Select(row => Row(row, problems))]);
        if (problems.Count == 0) problems.AddRange(policy.Validate());
        return problems.Count == 0 ? new Usable(policy) : new Unusable(problems);
    }

    private static PolicyRow Row(PolicyRowOptions row, List<PolicyProblem> problems)
    {
        RowDecision decision = row.Decision switch
        {
            "require" => new RowDecision.Require(
                [.. Words<RequirementKind>(row.Require, row.Name, problems).Distinct()], row.Reviewers, row.Objection,
                row.Hold),
            "sign_in_instead" => new RowDecision.SignInInstead(row.Hold),
            "refuse" => new RowDecision.Refuse(row.Reason),
            _ => Unknown(row, problems),
        };
        return new PolicyRow(row.Name, [.. Words<LostThing>(row.Lost, row.Name, problems).Distinct()],
            new(row.IdentityVerified, [.. row.Tiers], row.HasAnotherWay), decision);
    }

    private static RowDecision.Refuse Unknown(PolicyRowOptions row, List<PolicyProblem> problems)
    {
        problems.Add(new(row.Name, PolicyFault.UnknownWord,
            Word: new(row.Decision, ["require", "sign_in_instead", "refuse"])));
        return new RowDecision.Refuse(RecoveryPolicy.NoRow);
    }

    private static List<T> Words<T>(IEnumerable<string> words, string row, List<PolicyProblem> problems)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var word in words)
            if (WireName.TryParse<T>(word, out var value)) values.Add(value);
            else problems.Add(new(row, PolicyFault.UnknownWord,
                Word: new(word, [.. Enum.GetValues<T>().Select(value => WireName.Of(value))])));
        return values;
    }
}
