using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Tests.Edges;

public sealed class PolicyProblemTextTests
{
    private static readonly AccountFacts Facts = new() { HasPhone = true, Tier = "gold" };

    [Fact]
    public void NamesRowFaultAndWord()
    {
        var problem = new PolicyProblem("odd", PolicyFault.UnknownWord, Word: new("Phone", ["authenticator", "phone"]));

        Assert.Equal(
            "odd: unknown_word: \"Phone\" is none of: authenticator, phone.", PolicyProblemText.Of(problem));
    }

    [Fact]
    public void DescribesTheAccount() => Assert.Equal(
        "phone: met_by_one_sim: Whoever has the SIM gets in, for an account of tier gold, identity never verified, "
        + "without authenticator, with phone, without recovery code, without questions.",
        PolicyProblemText.Of(new PolicyProblem("phone", PolicyFault.MetByOneSim, Facts)));

    [Fact]
    public void NamesNoRow_WhenTheRowHasNoName() => Assert.Equal(
        "name_missing: A row needs a name.", PolicyProblemText.Of(new PolicyProblem("", PolicyFault.NameMissing)));

    [Fact]
    public void HasASentenceForEveryFault() => Assert.All(
        Enum.GetValues<PolicyFault>(),
        fault => Assert.EndsWith(".", PolicyProblemText.Of(new("row", fault, Facts, new("word", ["known"]))),
            StringComparison.Ordinal));
}
