using Sparekey.Core.Audit;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// Two nodes whose clocks differ by a second: what one node began can be finished on the other at the same moment.
/// Nothing counts twice, and no attempt is gained.
/// </summary>
public sealed class ClocksApartTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private House _right = null!;
    private House _ahead = null!;

    public async Task InitializeAsync()
    {
        _right = await House.Open();
        _ahead = await _right.AnotherNode(ahead: Second);
        // The first node sends all messages, so that a test finds the codes there.
        await _ahead.Get<Outbox>().StopAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _ahead.DisposeAsync();
        await _right.DisposeAsync();
    }

    /// <param name="firstIsAhead">Whether the first request goes to the node whose clock is ahead.</param>
    private (House First, House Then) Nodes(bool firstIsAhead) => firstIsAhead ? (_ahead, _right) : (_right, _ahead);

    [Theory, InlineData(true), InlineData(false)]
    public async Task FinishWhatTheOtherBegan(bool firstIsAhead)
    {
        var (first, then) = Nodes(firstIsAhead);
        var person = await Person.Opens(first);
        var app = await person.HasAuthenticator();

        var answered = await then.Answers(await person.HalfSignsIn(), app.FactorId, app.Code());

        Assert.Equal(200, answered.Status);
        var session = answered["session"]!["token"]!.GetValue<string>();
        Assert.Equal(200, (await first.Get("/v1/account", session)).Status);
        // Both nodes see that the session is stepped up.
        Assert.Equal(201, (await first.Post("/v1/account/authenticators", new { name = "Tablet" }, session)).Status);
        Assert.Equal(200, (await then.Delete("/v1/account/sessions", session)).Status);
        Assert.Equal(401, (await first.Get("/v1/account", person.Session)).Status);
        Assert.Equal("code_already_used",
            (await first.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Code);
        Assert.Equal("code_already_used",
            (await then.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Code);
    }

    // One of the clocks is in the next step already.
    [Theory, InlineData(true), InlineData(false)]
    public async Task TakeACodeOnce_AtTheEdgeOfAStep(bool firstIsAhead)
    {
        var (first, then) = Nodes(firstIsAhead);
        var person = await Person.Opens(_right);
        var app = await person.HasAuthenticator();
        _right.Clock.Advance(TimeSpan.FromSeconds(29));   // 09:00 begins a step

        var (code, earlier) = (app.Code(), app.Code(-1));

        Assert.Equal(200, (await first.Answers(await person.HalfSignsIn(), app.FactorId, code)).Status);
        Assert.Equal("code_already_used", (await then.Answers(await person.HalfSignsIn(), app.FactorId, code)).Code);
        // The code of the step before: used up on the node where it is still in the window, wrong on the other.
        Assert.Equal("code_already_used",
            (await _right.Answers(await person.HalfSignsIn(), app.FactorId, earlier)).Code);
        Assert.Equal("wrong_code", (await _ahead.Answers(await person.HalfSignsIn(), app.FactorId, earlier)).Code);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task CountAReset_OfWhichTheOtherKnowsTheBeginning(bool firstIsAhead)
    {
        var (first, then) = Nodes(firstIsAhead);
        var (person, app) = await Resets.WithEverything(_right);
        var opened = await first.Post("/v1/recoveries", null, await person.HalfSignsIn());
        var reset = new Reset(then.At(person), opened.Text("recovery"), opened.Text("resume_code")) { App = app };

        // At the same moment, as a program would.
        Assert.Equal(200, (await reset.Chooses("phone")).Status);
        foreach (var kind in await reset.Kinds())
        {
            var code = kind == "authenticator_code" ? app.Code() : await Received(reset, kind);
            var proven = await reset.Proves(kind, code);
            Assert.True(proven.Status == 200, $"{kind}: {proven.Raw}");
        }
        var submitted = await reset.Submits();

        Assert.True(submitted.Status == 202, submitted.Raw);
        Assert.Equal(401, (await first.Get("/v1/account", person.Session)).Status);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task EvaluateFive_AndWaitForBoth(bool firstIsAhead)
    {
        var (first, then) = Nodes(firstIsAhead);
        var person = await Person.Opens(_right);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var wrong = app.WrongCode();

        for (var i = 0; i < 5; i++)
            Assert.Equal("wrong_code", (await (i % 2 == 0 ? first : then).Answers(flow, app.FactorId, wrong)).Code);

        var waits = new[]
        {
            await _right.Answers(flow, app.FactorId, app.Code()),
            await _ahead.Answers(flow, app.FactorId, app.Code()),
        };
        Assert.All(waits, reply => Assert.Equal("too_many_attempts", reply.Code));
        Assert.Equal(waits[0].Text("retry_at"), waits[1].Text("retry_at"));
        Assert.Equal(1, Math.Abs(Seconds(waits[0]) - Seconds(waits[1])));
        // A request that waits as long as the asked node says is accepted there.
        _right.Clock.Advance(TimeSpan.FromSeconds(Seconds(waits[0])));
        Assert.Equal(200, (await _right.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Status);
    }

    [Fact]
    public async Task SayHowLongToWait_WhenAskedASecondTooEarly()
    {
        var person = await Person.Opens(_right);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        var sent = await _ahead.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow);
        Assert.Equal(202, sent.Status);
        _right.Clock.Advance(TimeSpan.FromSeconds(60));   // the wait that the other node announced

        var early = await _right.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow);
        _right.Clock.Advance(Second);

        Assert.Equal(("wait", 1), (early.Code, Seconds(early)));
        Assert.Equal(202,
            (await _right.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow)).Status);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task EndASession_ThatTheOtherHasJustOpened(bool firstIsAhead)
    {
        var (first, then) = Nodes(firstIsAhead);
        var key = (await _right.AddsIntegrator()).Key;
        var person = await Person.Opens(_right);
        var app = await person.HasAuthenticator();
        var session = (await first.Answers(await person.HalfSignsIn(), app.FactorId, app.Code()))["session"]!["token"]!
            .GetValue<string>();

        Assert.Equal(200, (await then.Post($"/v1/accounts/{person.AccountId}/freeze", new { reason =
            "somebody is at work" }, key)).Status);

        Assert.Equal(401, (await first.Get("/v1/account", session)).Status);
        foreach (var node in new[] { first, then })
            Assert.True((await node.Get($"/v1/accounts/{person.AccountId}/holds", key))["withdrawals"]!["blocked"]!
                .GetValue<bool>());
        Assert.Equal(1, await _right.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND kind = @kind",
            new { account = person.Id(), kind = EventKind.AccountFrozen }, CancellationToken.None));
    }

    private async Task<string> Received(Reset reset, string kind)
    {
        var (to, address) = kind == "new_phone_code"
            ? (Reset.NewPhone, Reset.NewPhone)
            : (reset.Person.Email, (string?)null);
        var sent = await reset.Post("/codes", new { requirement = await reset.Requirement(kind), address });
        Assert.True(sent.Status == 202, sent.Raw);
        // By the clock of the first node, these messages are due only in a second.
        await _ahead.Get<Outbox>().Deliver(CancellationToken.None);
        return await _right.CodeSentTo(to);
    }

    private static int Seconds(House.Reply reply) => (int)reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
}
