using System.Text.Json;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

public sealed class PolicyReadingTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static PolicyRowOptions Written(PolicyRow row)
    {
        var options = new PolicyRowOptions
        {
            Name = row.Name,
            Lost = [.. row.Lost.Select(thing => WireName.Of(thing))],
            IdentityVerified = row.When.IdentityVerified,
            Tiers = [.. row.When.Tiers ?? []],
            HasAnotherWay = row.When.HasAnotherWay,
        };
        switch (row.Decision)
        {
            case RowDecision.Require require:
                options.Require = [.. require.Kinds.Select(kind => WireName.Of(kind))];
                (options.Reviewers, options.Objection, options.Hold) = (require.Reviewers, require.Objection,
                    require.Hold);
                break;
            case RowDecision.SignInInstead instead:
                (options.Decision, options.Hold) = ("sign_in_instead", instead.Hold);
                break;
            case RowDecision.Refuse refuse:
                (options.Decision, options.Reason) = ("refuse", refuse.Reason);
                break;
        }
        return options;
    }

    [Fact]
    public void ReadsTheDefaultTable_WhenWrittenAsJson()
    {
        var json = JsonSerializer.Serialize(RecoveryPolicy.Default.Rows.Select(Written), Web);

        var read = Assert.IsType<PolicyReading.Usable>(
            PolicyReading.Read(JsonSerializer.Deserialize<List<PolicyRowOptions>>(json, Web)!)).Policy;

        foreach (var (facts, lost) in EveryAccount.Losing())
            Assert.Equal(JsonSerializer.Serialize<object>(RecoveryPolicy.Default.Decide(lost, facts)),
                JsonSerializer.Serialize<object>(read.Decide(lost, facts)));
    }

    [Fact]
    public void NamesEveryUnknownWord()
    {
        var problems = Assert.IsType<PolicyReading.Unusable>(PolicyReading.Read([
            new PolicyRowOptions
            {
                Name = "odd",
                Lost = ["Phone"],
                Require = ["email", "identity"],
                Decision = "require",
            },
        ])).Problems;

        Assert.Equal(
        [
            "odd unknown_word email: email_code phone_code authenticator_code new_phone_code new_email_code "
                + "security_questions identity",
            "odd unknown_word Phone: authenticator phone email recovery_code",
        ],
        problems.Select(problem =>
            $"{problem.Row} {WireName.Of(problem.Fault)} {problem.Word!.Word}: "
                + $"{string.Join(' ', problem.Word.Known)}"));
    }

    [Fact]
    public void NamesAnUnknownDecision()
    {
        var problem = Assert.Single(Problems(new() { Name = "odd", Lost = ["phone"], Decision = "allow" }));

        Assert.Equal(("odd", PolicyFault.UnknownWord, "allow", "require sign_in_instead refuse"),
            (problem.Row, problem.Fault, problem.Word?.Word, string.Join(' ', problem.Word?.Known ?? [])));
    }

    [Fact]
    public void MissesWhatIsNotWritten() => Assert.Superset(
        new HashSet<PolicyFault> { PolicyFault.NameMissing, PolicyFault.ReasonMissing },
        Problems(new() { Lost = ["phone"], Decision = "refuse" }).Select(problem => problem.Fault).ToHashSet());

    private static IReadOnlyList<PolicyProblem> Problems(PolicyRowOptions row) =>
        Assert.IsType<PolicyReading.Unusable>(PolicyReading.Read([row])).Problems;

    [Fact]
    public void IsUnusable_WhenTheTableLetsThievesIn()
    {
        var rows = RecoveryPolicy.Default.Rows.Select(Written).ToList();
        rows.Single(row => row.Name == "phone").Require = ["email_code", "new_phone_code"];

        Assert.Equal(PolicyFault.MetByOneMailbox,
            Assert.Single(Assert.IsType<PolicyReading.Unusable>(PolicyReading.Read(rows)).Problems).Fault);
    }
}
