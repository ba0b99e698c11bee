using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Integration;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// Everything that can happen in a house, once: actions of people, reviewers, integrators, the operator, and the server
/// by itself.
/// </summary>
public static class Everything
{
    public static async Task Happens(House house)
    {
        await Opening(house);
        await SigningIn(house);
        await Sessions(house);
        await Factors(house);
        await SwitchedOff(house);
        await Exchange(house);
        var reviewer = await Reviewer.SetsUp(house);
        await Papers(house, reviewer);
        await Review(house, reviewer);
        await Resets(house);
        await Objections(house);
        await Operator(house, reviewer);
        await UnderANewKey(house);
        await Later(house);
    }

    private static async Task Opening(House house)
    {
        var registration = await house.Post("/v1/registrations",
            new
            {
                email = "opening@example.com", password = Person.GoodPassword,
                captcha_token = await house.CaptchaToken(CaptchaPurpose.Registration),
            });
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        Is(202, await house.Post("/v1/registration/codes", null, registration.Text("registration")));
        Is(201, await house.Post("/v1/registration/confirm", new { code = await house.CodeSentTo(
            "opening@example.com") }, registration.Text("registration")));
        Is(202, await house.Post("/v1/registrations",
            new
            {
                email = "opening@example.com", password = Person.GoodPassword,
                captcha_token = await house.CaptchaToken(CaptchaPurpose.Registration),
            }));
        Is(401, await new Person(house, "nobody@example.com").BeginsSignIn());
    }

    private static async Task SigningIn(House house)
    {
        var person = await Person.Opens(house);
        Is(200, await person.BeginsSignIn());
        Is(200, await house.Post("/v1/account/step-up", new { password = person.Password }, person.Session));
        person = await Person.Opens(house);
        var phone = await person.ConfirmsPhone();
        var app = await person.BeginsAuthenticator();
        Is(200, await house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
            person.Session));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var codes = await person.MakesRecoveryCodes();
        var flow = await person.ReachesSecondStep();
        Is(200, await house.Get("/v1/sign-in", flow));
        Is(422, await house.Answers(flow, app.FactorId, app.WrongCode()));
        await person.SignsInWith(app);
        await person.SignsInWithPhone(phone);
        var set = (await person.LooksAtAccount())["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!
            .GetValue<string>();
        await person.SignsInWith(set, codes[0]);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Is(202, await house.Post("/v1/account/step-up/codes", new { factor_id = phone, channel = "voice" },
            person.Session));
        person.Session = Token(await house.Post("/v1/account/step-up",
            new { factor_id = app.FactorId, code = app.Code() }, person.Session));
        Is(200, await house.Get("/v1/account/activity", person.Session));
        Is(200, await house.Put("/v1/account/password", new { current_password = person.Password, new_password =
            "seven lanterns over the quiet bay" }, person.Session));
    }

    private static async Task Sessions(House house)
    {
        var person = await Person.Opens(house);
        var other = await person.BeginsSignIn();
        var list = await house.Get("/v1/account/sessions", person.Session);
        var id = list["sessions"]!.AsArray()
            .First(s => !s!["current"]!.GetValue<bool>())!["session_id"]!
            .GetValue<string>();
        Is(200, await house.Delete($"/v1/account/sessions/{id}", person.Session));
        Is(401, await house.Get("/v1/account", Token(other)));
        Is(200, await house.Delete("/v1/account/sessions", person.Session));
        house.Clock.Advance(TimeSpan.FromMinutes(4));
        Is(200, await house.Get("/v1/account", person.Session));
        Is(200, await house.Delete("/v1/account/sessions/current", person.Session));
    }

    private static async Task Factors(House house)
    {
        var person = await Person.Opens(house);
        var app = await person.SetsUpAuthenticator();
        await person.AnswersQuestions();
        var phone = await house.Post("/v1/account/phones", new { number = "+84912345677" }, person.Session);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        Is(202, await house.Post($"/v1/account/phones/{phone.Text("factor_id")}/codes", new { channel = "sms" },
            person.Session));
        Is(200, await house.Post($"/v1/account/phones/{phone.Text("factor_id")}/confirm",
            new { code = await house.CodeSentTo(
                "+84912345677") }, person.Session));
        await person.MakesRecoveryCodes();
        app = await person.SetsUpAuthenticator("New", app);
        Is(200, await house.Delete($"/v1/account/factors/{app.FactorId}", person.Session));
        Is(200, await house.Get("/v1/account", person.Session));
    }

    private static async Task SwitchedOff(House house)
    {
        var person = await Person.Opens(house);
        var app = await person.HasAuthenticator();
        for (var failure = 1; failure <= Core.Factors.Lockout.DisabledAt; failure++)
        {
            var reply = await house.Answers(await person.HalfSignsIn(), app.FactorId, app.WrongCode());
            Is(failure < Core.Factors.Lockout.DisabledAt ? 422 : 423, reply);
            house.Clock.Advance(TimeSpan.FromMinutes(61));
        }
    }

    private static async Task Exchange(House house)
    {
        var (person, key) = (await Person.Opens(house), (await house.AddsIntegrator()).Key);
        Is(200, await house.Get($"/v1/accounts/{person.AccountId}/holds", key));
        Is(200, await house.Put($"/v1/accounts/{person.AccountId}/tier", new { tier = "gold" }, key));
        Is(200, await house.Post("/v1/sessions/introspect", new { token = person.Session }, key));
        Is(200, await house.Get("/v1/sessions/current", person.Session));
        for (var again = 0; again < 2; again++)
            Is(200, await house.Post($"/v1/accounts/{person.AccountId}/freeze", new { reason =
                "stolen phone reported" }, key));
        Is(200, await house.Post($"/v1/accounts/{person.AccountId}/unfreeze", null, key));
        var owner = await Person.Opens(house);
        await owner.SetsUpAuthenticator();
        await owner.IsFrozen();
        Is(200, await house.Post("/v1/account/unfreeze", null, owner.Session));
    }

    private static async Task Papers(House house, Reviewer reviewer)
    {
        var person = await Person.Opens(house);
        await person.HandsInIdentity();
        Is(200, await house.Get("/v1/account/identity", person.Session));
        var id = await person.Verification();
        Is(200, await reviewer.Queue());
        Is(200, await reviewer.Claims(id));
        Is(200, await reviewer.Releases(id));
        Is(200, await reviewer.Claims(id));
        Is(200, await reviewer.Views(id));
        Is(200, await reviewer.ViewsPicture(id, "front"));
        Is(200, await reviewer.AsksForMore(id, "front"));
        Is(200, await person.SendsPicture("front"));
        Is(202, await house.Post("/v1/account/identity/submit", null, person.Session));
        Is(200, await reviewer.Claims(id));
        Is(200, await reviewer.AcceptsIdentity(id));
    }

    private static async Task Review(House house, Reviewer reviewer)
    {
        var (person, app) = await Journeys.Resets.WithEverything(house, verified: true);
        var reset = await person.OpensReset(app);
        Is(200, await reset.Chooses("authenticator"));
        Is(200, await house.Get("/v1/recovery/questions", reset.Token));
        await reset.MeetsEverything();
        Is(202, await reset.Submits());
        await reviewer.SignsIn();
        var id = (await reviewer.Queue("?kind=recovery"))["cases"]!.AsArray()[0]!["case_id"]!.GetValue<string>();
        Is(200, await reviewer.Claims(id));
        Is(200, await reviewer.Views(id));
        // The account has no accepted document yet, so there is no number to compare with.
        await house.Post($"/v1/review/cases/{id}/document-number", new { number = "079 090 001234" }, reviewer.Session);
        Is(200, await reviewer.Approves(id));
    }

    private static async Task Resets(House house)
    {
        // Phone and address are replaced. The reset goes on in another browser, and completes after the objection
        // window.
        var (person, app) = await Journeys.Resets.WithEverything(house);
        var reset = await person.OpensReset(app);
        var resumed = await house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode });
        Is(200, resumed);
        (reset.Token, reset.ResumeCode) = (resumed.Text("recovery"), resumed.Text("resume_code"));
        Is(200, await reset.Chooses("phone", "email"));
        await reset.MeetsEverything();
        Is(202, await reset.Submits());
        await reset.IsApproved(2);
        await reset.TimePasses(TimeSpan.FromDays(2));
        Assert.Equal("completed", await reset.State());

        // Other ends: the person cancels; the lost factor is found again; the case expires; the account is frozen
        // meanwhile.
        (person, app) = await Journeys.Resets.WithEverything(house);
        Is(200, await (await person.OpensReset(app)).Post("/cancel"));
        reset = await person.OpensReset(app);
        Is(200, await reset.Chooses("authenticator"));
        await person.SignsInWith(app);
        reset = await person.OpensReset(app);
        await reset.TimePasses(TimeSpan.FromDays(30));
        (person, app) = await Journeys.Resets.WithEverything(house);
        reset = await person.OpensReset(app);
        await person.IsFrozen(Server.Accounts.FrozenBy.Integrator);
        await reset.TimePasses(TimeSpan.FromMinutes(1));
    }

    private static async Task Objections(House house)
    {
        var (person, app) = await Journeys.Resets.WithEverything(house);
        var reset = await person.OpensReset(app);
        Is(200, await reset.Chooses("phone"));
        Is(200, await house.Post("/v1/objections", new { token = await reset.ObjectionTokenAt(person.Email) }));

        // An objection after the reset was cancelled has nothing to stop. The account is frozen already and stays
        // frozen.
        (person, app) = await Journeys.Resets.WithEverything(house);
        reset = await person.OpensReset(app);
        var link = await reset.ObjectionTokenAt(person.Email);
        Is(200, await reset.Post("/cancel"));
        await person.IsFrozen();
        Is(200, await house.Post("/v1/objections", new { token = link }));
    }

    private static async Task Operator(House house, Reviewer reviewer)
    {
        await house.Get<StaffRoster>().List(CancellationToken.None);
        await house.Get<StaffRoster>().Remove(reviewer.Email, CancellationToken.None);
        var added = await house.AddsIntegrator();
        await house.Get<Integrators>().List(CancellationToken.None);
        await house.Get<Integrators>().Revoke(added.Id.ToString(), CancellationToken.None);
    }

    private static async Task Later(House house)
    {
        await (await Person.Opens(house)).BeginsIdentity();
        house.Clock.Advance(TimeSpan.FromDays(100));
        foreach (var chore in house.Services.GetServices<IPeriodicJob>()) await chore.Run(CancellationToken.None);
        await house.Get<Outbox>().Deliver(CancellationToken.None);
        await house.Get<Outbox>().StopAsync(CancellationToken.None);
        using var putsOff = new Outbox(house.Database, house.Get<SecretBox>(), new Away(), house.Clock,
            NullLogger<Outbox>.Instance);
        Is(202, await house.Post("/v1/registrations",
            new
            {
                email = "later@example.com", password = Person.GoodPassword,
                captcha_token = await house.CaptchaToken(CaptchaPurpose.Registration),
            }));
        using var stops = new CancellationTokenSource();
        using var givesBack = new Outbox(house.Database, house.Get<SecretBox>(), new Stops(stops), house.Clock,
            NullLogger<Outbox>.Instance);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesBack.Deliver(stops.Token));
        await putsOff.Deliver(CancellationToken.None);
    }

    // The server stops while it sends, so it gives back the leases of the other messages.
    private sealed class Stops(CancellationTokenSource stop) : ISender
    {
        public async Task Send(SendRequest request, CancellationToken cancellation)
        {
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }

        public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(true);
    }

    // The next sign-in rehashes the password under the new key.
    private static async Task UnderANewKey(House house)
    {
        var person = await Person.Opens(house);
        var ring = Path.Combine(house.Settings.Data, "keys.json");
        var (random, now) = (house.Get<Randomness>(), house.Clock.GetUtcNow());
        KeyRing.LoadOrCreate(ring, random, now).Rotate(random, now).Save(ring);
        await using var node = await house.AnotherNode();
        node.Database.StatementHeard += house.Database.StatementHeard;
        Is(200, await node.At(person).BeginsSignIn());
    }

    // The sender is unavailable for a moment, so the messages are postponed.
    private sealed class Away : ISender
    {
        public Task Send(SendRequest request, CancellationToken cancellation) => throw new IOException(
            "Nobody answers.");

        public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(false);
    }

    private static string Token(House.Reply reply) => reply["session"]!["token"]!.GetValue<string>();

    private static void Is(int status, House.Reply reply) => Assert.True(reply.Status == status,
        $"{reply.Status} {reply.Raw}");
}
