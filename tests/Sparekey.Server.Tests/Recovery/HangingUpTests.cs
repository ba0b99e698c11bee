using Sparekey.Core.Audit;
using Sparekey.Edges.Storage;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Recovery;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

/// <summary>
/// A caller who hangs up before the result is recorded keeps nothing from the owner, and gains no attempt.
/// </summary>
public sealed class HangingUpTests : IAsyncLifetime
{
    private static readonly Visitor Visitor = new("Firefox on Linux", "127.0.0.0/24");
    private readonly CancellationTokenSource _line = new();
    private bool _listening;
    private bool _hungUp;
    private House _house = null!;
    private Reset _reset = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(heard: HangUp);
        var (person, app) = await Resets.WithEverything(_house);
        _reset = await person.OpensReset(app);
        Assert.Equal(200, (await _reset.Chooses("authenticator")).Status);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task RecordsTheFailure_WhenASentCodeIsWrong()
    {
        var requirement = await _reset.Requirement("email_code");
        var code = await _reset.Receives("email_code");
        var wrong = code == "000000" ? "000001" : "000000";
        var flow = await Listens();

        var reply = await _house.Get<ProveCode>().Run(flow, requirement, wrong, null, Visitor, _line.Token);

        Assert.True(_hungUp);
        Assert.Equal("wrong_code", Assert.IsType<Reply<ProveCode.View>.Refused>(reply).Why.Code);
        Assert.Equal(1, await Events(EventKind.RecoveryProofRefused));
    }

    [Fact]
    public async Task AcceptsTheAnswers_OnceTheyAreJudged()
    {
        var requirement = await _reset.Requirement("security_questions");
        AnswerQuestions.Given[] given = [new() { QuestionId = "first_toy", Answer = "a guess" }];
        var flow = await Listens();

        var reply = await _house.Get<AnswerQuestions>().Run(flow, requirement, given, Visitor, _line.Token);

        Assert.True(_hungUp);
        Assert.IsType<Reply<ProveCode.View>.Done>(reply);
        Assert.Equal(1, await Events(EventKind.RecoveryAnswersGiven));
    }

    // From here on, the caller hangs up when an event is about to be recorded.
    private async Task<FlowToken> Listens()
    {
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        Assert.True(BearerToken.TryParse(_reset.Token, out var token));
        _listening = true;
        return new FlowToken(token);
    }

    private void HangUp(HeardStatement statement)
    {
        if (!_listening || !statement.Sql.Contains("INSERT INTO audit_events", StringComparison.Ordinal)) return;
        _line.Cancel();
        _hungUp = true;
    }

    private Task<long> Events(string kind) => _house.Database.One<long>(
        "SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND kind = @kind",
        new { account = _reset.AccountId, kind }, CancellationToken.None);
}
