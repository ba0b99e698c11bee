using Sparekey.Core.Audit;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// The laws hold over two nodes on one database: the nodes never decide differently at the same moment.
/// </summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    // Rounds of a race. Either side may win a round.
    private const int Races = 25;

    private House _house = null!;
    private House _other = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _other = await _house.AnotherNode();
        // The first node sends all messages, so that a test finds the codes there.
        await _other.Get<Outbox>().StopAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _house.DisposeAsync();
    }

    private House Node(int turn) => turn % 2 == 0 ? _house : _other;

    [Fact]
    public async Task EvaluateFive_WhenWrongCodesArriveTogether()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flows = await person.HalfSignsInTimes(4);
        var wrong = app.WrongCode();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 120).Select(i => Node(i).Answers(flows[i % flows.Length], app.FactorId, wrong)));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_code"));
        Assert.Equal(115, replies.Count(r => r.Code == "too_many_attempts"));
    }

    [Fact]
    public async Task EvaluateFive_WhenWrongPasswordsArriveTogether()
    {
        var person = await Person.Opens(_house);
        var captchas = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => _house.SolvedCaptcha(CaptchaPurpose.SignIn)));

        var replies = await Task.WhenAll(captchas.Select((captcha, i) => Node(i)
            .Post("/v1/sign-ins", new { email = person.Email, password =
                "not the password at all", captcha_token = captcha })));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_credentials"));
        Assert.Equal(25, replies.Count(r => r.Code == "too_many_attempts"));
    }

    [Fact]
    public async Task LetOneIn_WhenOneCodeOfEachKindArrivesManyTimes()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var phone = await person.HasPhone();
        var (set, codes) = await person.HasRecoveryCodes();
        var flows = await person.HalfSignsInTimes(6);
        await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flows[0]);
        var sent = await _house.CodeSentTo("+84912345621");
        var shown = app.Code();

        // Only the sent code is used in its flow: another factor that ended the flow would make the code worthless.
        var byPhone = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Node(i).Answers(flows[0], phone, sent)));
        var byApp = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => Node(i).Answers(flows[1 + i % 4], app.FactorId, shown)));
        var byRecoveryCode = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => Node(i).Answers(flows[5 - i % 3], set, codes[0])));

        Assert.Single(byPhone, r => r.Status == 200);
        Assert.Single(byApp, r => r.Status == 200);
        Assert.Single(byRecoveryCode, r => r.Status == 200);
    }

    [Fact]
    public async Task SpendACaptchaOnce()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => Node(i)
                .Post("/v1/sign-ins",
                    new { email = person.Email, password = person.Password, captcha_token = captcha })));

        Assert.Single(replies, r => r.Status == 200);
        Assert.Equal(39, replies.Count(r => r.Code == "captcha_required"));
    }

    [Fact]
    public async Task OpenOneAccount_WhenOneAddressIsConfirmedOnBoth()
    {
        for (var race = 0; race < 8; race++)
        {
            var email = $"twice{race}@example.com";
            var first = await _house.Post("/v1/registrations",
                new
                {
                    email, password = Person.GoodPassword,
                    captcha_token = await _house.SolvedCaptcha(CaptchaPurpose.Registration),
                });
            var firstCode = await _house.CodeSentTo(email);
            _house.Clock.Advance(TimeSpan.FromSeconds(1));   // so that the second message is the newest
            var second = await _other.Post("/v1/registrations",
                new
                {
                    email, password = Person.GoodPassword,
                    captcha_token = await _house.SolvedCaptcha(CaptchaPurpose.Registration),
                });
            var secondCode = await _house.CodeSentTo(email);

            var replies = await Task.WhenAll(
                _house.Post("/v1/registration/confirm", new { code = firstCode }, first.Text("registration")),
                _other.Post("/v1/registration/confirm", new { code = secondCode }, second.Text("registration")));

            Assert.Single(replies, r => r.Status == 201);
        }
        Assert.Equal(8, await _house.Database.One<long>("SELECT COUNT(*) FROM accounts", null, CancellationToken.None));
    }

    [Fact]
    public async Task LeaveNoSession_WhenAFreezeMeetsASignIn()
    {
        var key = (await _house.AddsIntegrator()).Key;
        for (var race = 0; race < Races; race++)
        {
            var person = await Person.Opens(_house);
            var app = await person.HasAuthenticator();
            var flow = await person.HalfSignsIn();

            var replies = await Task.WhenAll(
                _other.Answers(flow, app.FactorId, app.Code()),
                _house.Post($"/v1/accounts/{person.AccountId}/freeze", new { reason = "somebody is at work" }, key));

            Assert.Equal(200, replies[1].Status);
            Assert.Equal(0, await Count("sessions WHERE account_id = @account AND ended_at IS NULL", person));
            Assert.Equal(1, await Count(
                "holds WHERE account_id = @account AND reason = 'frozen' AND ended_at IS NULL", person));
        }
    }

    [Fact]
    public async Task LeaveNoChange_AfterAFreeze()
    {
        var key = (await _house.AddsIntegrator()).Key;
        for (var race = 0; race < Races; race++)
        {
            var person = await Person.Opens(_house);
            var app = await person.BeginsAuthenticator();

            var replies = await Task.WhenAll(
                _other.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
                    person.Session),
                _house.Post($"/v1/accounts/{person.AccountId}/freeze", new { reason = "somebody is at work" }, key));

            Assert.Equal(200, replies[1].Status);
            // The history is in the order of events: an acknowledged change came before the freeze.
            var happened = await _house.Database.List<string>(
                "SELECT kind FROM audit_events WHERE account_id = @account AND kind IN (@confirmed, @frozen)",
                new { account = person.Id(), confirmed = EventKind.FactorConfirmed, frozen = EventKind.AccountFrozen },
                CancellationToken.None);
            Assert.Equal(replies[0].Status == 200 ? 2 : 1, happened.Count);
            Assert.Equal(0, await Count("sessions WHERE account_id = @account AND ended_at IS NULL", person));
        }
    }

    [Fact]
    public async Task KeepTheLastFactor_WhenBothRemoveOne()
    {
        for (var race = 0; race < Races; race++)
        {
            var person = await Person.Opens(_house);
            var (app, phone) = (await person.HasAuthenticator(), await person.HasPhone());
            await person.SignsInWith(app.FactorId, app.Code());

            var replies = await Task.WhenAll(_house.Delete($"/v1/account/factors/{app.FactorId}", person.Session),
                _other.Delete(
                    $"/v1/account/factors/{phone}", person.Session));

            Assert.Single(replies, r => r.Status == 200);
            Assert.Single(replies, r => r.Code == "last_factor");
            Assert.Equal(1, await Count("factors WHERE account_id = @account AND state = 'active'", person));
        }
    }

    // Both changes have begun and neither is committed: each would read the state before the other.
    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public async Task AskForTheSecondFactor_WhenItIsConfirmedDuringASignIn()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        var pause = await Pause.OfTable(_house, "sessions");
        var signIn = _other.Post("/v1/sign-ins",
            new { email = person.Email, password = person.Password, captcha_token = captcha });
        await Pause.Waiting(_house, 1);
        var confirm = _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
            person.Session);
        await Pause.Waiting(_house, 2);

        await pause.Ends();

        // A sign-in with the password alone came before the confirmation, which ends its session.
        Assert.Equal(200, (await confirm).Status);
        Assert.Contains((await signIn).Status, (int[])[200, 401]);
        Assert.Equal(0, await Count(
            "sessions WHERE account_id = @account AND ended_at IS NULL AND acr = 'urn:sparekey:aal1'", person));
    }

    [Fact]
    public async Task OpenOneReset_WhenBothAreAsked()
    {
        var (person, _) = await Resets.WithEverything(_house);
        var signIn = await person.ReachesSecondStep();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => Node(i).Post("/v1/recoveries", null, signIn)));

        // Requests from the sign-in that opened the case all get the same response. No second case is opened, and no
        // second message is sent.
        Assert.Single(replies.Select(r => (r.Status, r.Text("recovery"), r.Text("resume_code"))).Distinct());
        Assert.Equal(201, replies[0].Status);
        Assert.Equal(1, await Count("recovery_cases WHERE account_id = @account", person));
        Assert.Equal(1, await Count("audit_events WHERE account_id = @account AND kind = 'recovery.opened'", person));
        Assert.Equal("recovery_in_progress",
            (await _other.Post("/v1/recoveries", null, await person.ReachesSecondStep())).Code);
        Assert.Equal(200,
            (await _other.Post("/v1/recovery/lost", new { lost = new[] { "phone" }, accept_warnings = true },
                replies[0].Text(
                    "recovery"))).Status);
        Assert.Equal("recovery_in_progress", (await _house.Post("/v1/recoveries", null, signIn)).Code);
    }

    [Fact]
    public async Task StopTheResetAndFreeze_WhenAnObjectionMeetsAStep()
    {
        for (var race = 0; race < 8; race++)
        {
            // Messages to one number are limited, and the test reads the newest one.
            _house.Clock.Advance(TimeSpan.FromDays(1));
            var (person, app) = await Resets.WithEverything(_house);
            var reset = await person.OpensReset(app);
            var link = await reset.ObjectionTokenAt(person.Email);

            var replies = await Task.WhenAll(
                _other.Post("/v1/objections", new { token = link }),
                reset.Chooses("phone"),
                _other.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode }));

            Assert.Equal((200, true), (replies[0].Status, replies[0]["case_stopped"]!.GetValue<bool>()));
            Assert.Equal(0, await Count("recovery_cases WHERE account_id = @account AND ended_at IS NULL", person));
            Assert.Equal(1, await Count("accounts WHERE account_id = @account AND frozen_at IS NOT NULL", person));
        }
    }

    [Fact]
    public async Task SendNoMoreThanTheLimit()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flows = await person.HalfSignsInTimes(16);

        var replies = await Task.WhenAll(flows.Select((flow, i) => Node(i)
            .Post("/v1/sign-in/codes", new { factor_id = phone, channel =
                "sms" }, flow)));

        Assert.All(replies, r => Assert.Equal(202, r.Status));
        Assert.Equal(_house.Settings.SendLimits.PerAddressHour, await Count(
            "outbox WHERE account_id = @account AND channel = 'sms'", person));
    }

    private async Task<long> Count(string what, Person person) => await _house.Database.One<long>(
        $"SELECT COUNT(*) FROM {what}", new { account = person.Id() }, CancellationToken.None);
}
