using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>Every state with every event: the name of the outcome and the next state.</summary>
public sealed class StateTableTests
{
    // Columns are states. Cells are outcomes, with ">" and the next state if it changes. A dash is NotNow.
    private const string Table = """
        event        | choosing            | proving             | in_review
        choose       | Chosen>proving      | Chosen              | -
        name_address | -                   | Named               | -
        prove_code   | -                   | Met                 | -
        answer       | -                   | Submitted           | -
        identity     | -                   | Submitted           | -
        submit       | -                   | RequirementsOpen    | -
        claim        | -                   | -                   | Claimed
        release      | -                   | -                   | NotClaimed
        approve      | -                   | -                   | NotClaimed
        refuse       | -                   | -                   | NotClaimed
        ask_more     | -                   | -                   | NotClaimed
        object       | Stopped>cancelled   | Stopped>cancelled   | Stopped>cancelled
        cancel       | Cancelled>cancelled | Cancelled>cancelled | Cancelled>cancelled
        complete_now | -                   | -                   | -
        complete_24h | -                   | -                   | -
        expire_now   | NotYet              | NotYet              | NotYet
        expire_7d    | Expired>expired     | Expired>expired     | NotYet
        expire_30d   | Expired>expired     | Expired>expired     | NotYet

        event        | claimed                          | more_information    | objection
        choose       | -                                | -                   | -
        name_address | -                                | -                   | -
        prove_code   | -                                | -                   | -
        answer       | -                                | -                   | -
        identity     | -                                | Submitted           | -
        submit       | -                                | RequirementsOpen    | -
        claim        | HeldByAnother                    | -                   | -
        release      | Released                         | -                   | -
        approve      | AnotherNeeded                    | -                   | -
        refuse       | Refused>refused                  | -                   | -
        ask_more     | MoreInformation>more_information | -                   | -
        object       | Stopped>cancelled                | Stopped>cancelled   | Stopped>cancelled
        cancel       | Cancelled>cancelled              | Cancelled>cancelled | Cancelled>cancelled
        complete_now | -                                | -                   | Waiting
        complete_24h | -                                | -                   | Completed>completed
        expire_now   | NotYet                           | NotYet              | NotYet
        expire_7d    | NotYet                           | NotYet              | NotYet
        expire_30d   | NotYet                           | Expired>expired     | NotYet

        event        | completed    | refused      | cancelled    | expired
        choose       | -            | -            | -            | -
        name_address | -            | -            | -            | -
        prove_code   | -            | -            | -            | -
        answer       | -            | -            | -            | -
        identity     | -            | -            | -            | -
        submit       | -            | -            | -            | -
        claim        | -            | -            | -            | -
        release      | -            | -            | -            | -
        approve      | -            | -            | -            | -
        refuse       | -            | -            | -            | -
        ask_more     | -            | -            | -            | -
        object       | AlreadyEnded | AlreadyEnded | AlreadyEnded | AlreadyEnded
        cancel       | AlreadyEnded | AlreadyEnded | AlreadyEnded | AlreadyEnded
        complete_now | -            | -            | -            | -
        complete_24h | -            | -            | -            | -
        expire_now   | AlreadyEnded | AlreadyEnded | AlreadyEnded | AlreadyEnded
        expire_7d    | AlreadyEnded | AlreadyEnded | AlreadyEnded | AlreadyEnded
        expire_30d   | AlreadyEnded | AlreadyEnded | AlreadyEnded | AlreadyEnded
        """;

    // The same while the account is frozen: only a refusal and the ends are possible.
    private const string FrozenTable = """
        event        | choosing            | proving             | in_review
        choose       | -                   | -                   | -
        name_address | -                   | -                   | -
        prove_code   | -                   | -                   | -
        answer       | -                   | -                   | -
        identity     | -                   | -                   | -
        submit       | -                   | -                   | -
        approve      | -                   | -                   | NotClaimed
        refuse       | -                   | -                   | NotClaimed
        ask_more     | -                   | -                   | NotClaimed
        object       | Stopped>cancelled   | Stopped>cancelled   | Stopped>cancelled
        cancel       | Cancelled>cancelled | Cancelled>cancelled | Cancelled>cancelled
        complete_24h | -                   | -                   | -

        event        | claimed             | more_information    | objection
        choose       | -                   | -                   | -
        name_address | -                   | -                   | -
        prove_code   | -                   | -                   | -
        answer       | -                   | -                   | -
        identity     | -                   | -                   | -
        submit       | -                   | -                   | -
        approve      | -                   | -                   | -
        refuse       | Refused>refused     | -                   | -
        ask_more     | -                   | -                   | -
        object       | Stopped>cancelled   | Stopped>cancelled   | Stopped>cancelled
        cancel       | Cancelled>cancelled | Cancelled>cancelled | Cancelled>cancelled
        complete_24h | -                   | -                   | -
        """;

    public static TheoryData<string, string, string> Cells => Read(Table);

    public static TheoryData<string, string, string> FrozenCells => Read(FrozenTable);

    [Theory, MemberData(nameof(Cells))]
    public void Answers_WhenStateMeetsEvent(string state, string @event, string expected) =>
        Check(state, @event, expected, Cases.Full);

    [Theory, MemberData(nameof(FrozenCells))]
    public void Answers_WhenAccountIsFrozen(string state, string @event, string expected) =>
        Check(state, @event, expected, Cases.Frozen);

    [Fact]
    public void NamesEveryState() =>
        Assert.Superset(Enum.GetValues<CaseState>().Select(state => WireName.Of(state)).ToHashSet(),
            Cells.Select(cell => (string)cell[0]).ToHashSet());

    private static void Check(string state, string @event, string expected, AccountFacts facts)
    {
        var before = Cases.Named(state);
        var outcome = Apply(@event, before, facts);
        var after = (RecoveryCase?)outcome.GetType().GetProperty("Case")?.GetValue(outcome);
        var name = outcome.GetType().Name == "NotNow" ? "-" : outcome.GetType().Name;
        Assert.Equal(expected,
            after is null || after.State == before.State ? name : $"{name}>{WireName.Of(after.State)}");
    }

    private static object Apply(string @event, RecoveryCase at, AccountFacts facts)
    {
        var now = Cases.Start;
        var proof = new Core.Recovery.CodeProof(at.CaseId, "r1", RequirementKind.EmailCode, now);
        return @event switch
        {
            "choose" => RecoveryRules.ChooseLost(at, [LostThing.Authenticator, LostThing.Phone], true, facts,
                RecoveryPolicy.Default, now),
            "name_address" => RecoveryRules.NameAddress(at, "r2", "+84 ••• ••• 21", facts, now),
            "prove_code" => RecoveryRules.MarkCodeProven(at, proof, facts, now),
            "answer" => RecoveryRules.GiveAnswers(at, 3, 3, facts, now),
            "identity" => RecoveryRules.IdentitySubmitted(at, Cases.Evidence(now), facts, now),
            "submit" => RecoveryRules.Submit(at, facts, now),
            "claim" => RecoveryRules.Claim(at, Cases.Ben, false, now),
            "release" => RecoveryRules.Release(at, Cases.Ann, now),
            "approve" => RecoveryRules.Decide(at, Cases.Approve(Cases.Ann), false, facts, now),
            "refuse" => RecoveryRules.Decide(at, Cases.Refuse(Cases.Ann), false, facts, now),
            "ask_more" => RecoveryRules.Decide(at,
                new ReviewVerdict(Cases.Ann, Verdict.MoreInformation, ReviewReason.WrongDocument), false, facts, now),
            "object" => RecoveryRules.Object(at, Objector.OldAddress, now),
            "cancel" => RecoveryRules.Cancel(at, CancelCause.Holder, now),
            "complete_now" => RecoveryRules.Complete(at, facts, now),
            "complete_24h" => RecoveryRules.Complete(at, facts, now.AddHours(24)),
            "expire_now" => RecoveryRules.Expire(at, now),
            "expire_7d" => RecoveryRules.Expire(at, now.AddDays(7)),
            "expire_30d" => RecoveryRules.Expire(at, now.AddDays(30)),
            _ => throw new ArgumentOutOfRangeException(nameof(@event)),
        };
    }

    private static TheoryData<string, string, string> Read(string table)
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var part in table.Split("\n\n"))
        {
            var lines = part.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
            foreach (var row in lines.Skip(1))
                for (var column = 1; column < row.Length; column++)
                    cells.Add(lines[0][column], row[0], row[column]);
        }
        return cells;
    }
}
