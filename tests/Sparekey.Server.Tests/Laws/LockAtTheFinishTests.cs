using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Holds;
using Sparekey.Server.Identity;
using Sparekey.Server.Recovery;
using Sparekey.Server.Sessions;
using Sparekey.Server.SignIn;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 4: a condition that holds at the start of a step must still hold at its finish, whatever happens in between.
/// </summary>
public sealed class LockAtTheFinishTests : IAsyncLifetime
{
    private static readonly Visitor Visitor = new("Firefox on Linux", "127.0.0.0/24");
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(s => s.HashingSlots = 1);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task OldPasswordSignsNobodyIn_WhenItIsChangedMeanwhile()
    {
        var person = await Person.Opens(_house);
        var slot = (await _house.Get<HashingAdmission>().Enter("test", 1, CancellationToken.None))!;
        var changed = await _house.Get<PasswordHasher>().Hash("seven lanterns over the quiet bay", slot);
        slot.Dispose();

        Assert.Equal((401, "wrong_credentials"), await SignsInWhile(person, () => Commits(Change.Of(person.Id()).Add(
            "UPDATE accounts SET password_hash = @changed, password_version = password_version + 1 "
                + "WHERE account_id = @account", new { changed, account = person.Id() }))));
        Assert.Equal(401, (await person.BeginsSignIn()).Status);
    }

    // The first sign-in under a new key rehashes the password. The password stays the same.
    [Fact]
    public async Task BothSignIn_WhenTheFirstHasThePasswordHashedAnew()
    {
        var person = await Person.Opens(_house);
        var ring = Path.Combine(_house.Settings.Data, "keys.json");
        var (random, now) = (_house.Get<Randomness>(), _house.Clock.GetUtcNow());
        KeyRing.LoadOrCreate(ring, random, now).Rotate(random, now).Save(ring);
        await using var node = await _house.AnotherNode();
        var captchas = new[]
        {
            await node.SolvedCaptcha(CaptchaPurpose.SignIn),
            await node.SolvedCaptcha(CaptchaPurpose.SignIn),
        };
        var pause = await Pause.OfHashing(node);
        var both = captchas.Select(captcha => node.Post("/v1/sign-ins",
            new { email = person.Email, password = person.Password, captcha_token = captcha })).ToArray();
        await Pause.Until(() => node.Get<HashingAdmission>().Waiting == 2);
        await pause.Ends();

        Assert.All(await Task.WhenAll(both), reply => Assert.Equal(200, reply.Status));
        Assert.StartsWith("k2$", await node.Database.One<string>(
            "SELECT password_hash FROM accounts WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None));
    }

    [Fact]
    public async Task PasswordAloneOpensNoSession_WhenAFactorIsConfirmedMeanwhile()
    {
        var person = await Person.Opens(_house);

        Assert.Equal((401, "wrong_credentials"), await SignsInWhile(person, () => person.HasAuthenticator()));
        Assert.Equal("second_factor", (await person.BeginsSignIn()).Text("state"));
    }

    // As when the database restarts, or its standby takes over, before the charge was on disk.
    [Theory]
    [InlineData("not the password at all", 503, "unavailable")]
    [InlineData(Person.GoodPassword, 401, "wrong_credentials")]
    public async Task TellsNothingOfAPassword_WhenItsChargeIsForgottenMeanwhile(string password, int status,
        string code)
    {
        var person = await Person.Opens(_house);
        var guesser = new Person(_house, person.Email) { Password = password };
        var before = await Events();

        Assert.Equal((status, code), await SignsInWhile(guesser, () => Commits(Change.Of(person.Id()).Add(
            "DELETE FROM attempts WHERE account_id = @account", new { account = person.Id() }))));
        Assert.Equal(before, await Events());

        Task<long> Events() => _house.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None);
    }

    // Two attempts at almost the same time: the database restarts with the charge of the first, and without that of the
    // second.
    [Fact]
    public async Task TellsNothingOfAPassword_WhenOnlyAnothersChargeIsLeft()
    {
        var guesser = new Person(_house, (await Person.Opens(_house)).Email) { Password = "not the password at all" };
        Assert.Equal(401, (await guesser.BeginsSignIn()).Status);

        Assert.Equal((503, "unavailable"), await SignsInWhile(guesser, () => Commits(Change.OfNobody().Add(
            "UPDATE attempts SET failures = 1 WHERE subject = 'password'"))));
    }

    [Fact]
    public async Task PasswordStays_WhenTheSessionEndsMeanwhile()
    {
        var person = await Person.Opens(_house);
        var pause = await Pause.OfHashing(_house);
        var changing = _house.Put("/v1/account/password", new { current_password = person.Password, new_password =
            "seven lanterns over the quiet bay" }, person.Session);
        await Pause.Until(() => _house.Get<HashingAdmission>().Waiting == 1);
        await Commits(Change.Of(person.Id())
            .Add("UPDATE sessions SET ended_at = 1 WHERE account_id = @account", new { account = person.Id() }));
        await pause.Ends();

        Assert.Equal((403, "step_up_required"), Short(await changing));
        Assert.Equal(200, (await person.BeginsSignIn()).Status);
    }

    [Fact]
    public async Task NoResetOpens_WhenTheSignInEndsMeanwhile()
    {
        var (person, _) = await Resets.WithEverything(_house);
        var signIn = await person.ReachesSecondStep();
        var ends = Change.Of(person.Id());
        SessionStore.EndAll(ends, person.Id(), _house.Clock.GetUtcNow());

        Assert.Equal((410, "expired"), Short(await After(ends, 1, () => _house.Post("/v1/recoveries", null, signIn))));
        Assert.Equal(0,
            await _house.Database.One<long>("SELECT COUNT(*) FROM recovery_cases", null, CancellationToken.None));
    }

    [Fact]
    public async Task AccountStaysFrozen_WhenTheFreezeIsLiftedDuringAnObjection()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        var link = await reset.ObjectionTokenAt(person.Email);
        await person.IsFrozen();
        var lifts = Change.Of(person.Id()).Add(
            "UPDATE accounts SET frozen_at = NULL, frozen_by = NULL WHERE account_id = @account",
            new { account = person.Id() });
        HoldStore.EndFreeze(lifts, person.Id(), _house.Clock.GetUtcNow());

        Assert.Equal(200, (await After(lifts, 2, () => _house.Post("/v1/objections", new { token = link }))).Status);
        Assert.Equal("owner", await _house.Database.One<string>(
            "SELECT frozen_by FROM accounts WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None));
    }

    [Fact]
    public async Task NoIdentityBegins_WhenTheAccountIsFrozenMeanwhile()
    {
        var person = await Person.Opens(_house);
        var holder = (await _house.Get<SessionStore>().Find(person.Session, CancellationToken.None))!;
        await person.IsFrozen();

        var begun = await _house.Get<StartIdentity>()
            .Run(holder, new("VN", "passport"), Visitor, CancellationToken.None);

        Assert.Equal("account_frozen", Assert.IsType<Reply<BeginVerification.View>.Refused>(begun).Why.Code);
    }

    [Fact]
    public async Task NoPictureAndNoHandingIn_WhenTheAccountIsFrozenMeanwhile()
    {
        var person = await Person.Opens(_house);
        await person.BeginsIdentity(kind: "passport");
        await person.SendsPicture("front");
        await person.SendsPicture("selfie");
        var holder = (await _house.Get<SessionStore>().Find(person.Session, CancellationToken.None))!;
        await person.IsFrozen();

        using var picture = new MemoryStream(Pictures.Png());
        var put = await _house.Get<PutPicture>().Run(holder, "front", picture, Visitor, CancellationToken.None);
        var submitted = await _house.Get<SubmitIdentity>().Run(holder, Visitor, CancellationToken.None);

        Assert.Equal("account_frozen", Assert.IsType<Reply<PictureUpload.View>.Refused>(put).Why.Code);
        Assert.Equal("account_frozen", Assert.IsType<Reply<SubmitIdentity.View>.Refused>(submitted).Why.Code);
    }

    [Fact]
    public async Task StepOfTheOldTokenIsNotSaved_WhenTheResetIsResumedMeanwhile()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        var hand = (await _house.Get<RecoveryStore>().LoadLive(person.Id(), CancellationToken.None))!;
        Assert.Equal(200, (await _house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode })).Status);

        var lost = await _house.Database.Commit(
            _house.Get<RecoveryStore>()
                .Save(Change.Of(hand.AccountId), hand, hand.Case with { ChosenAt = _house.Clock.GetUtcNow() }),
            CancellationToken.None);

        Assert.Same(Refusals.MovedOn, lost);
    }

    [Fact]
    public async Task WrongCodeIsWrittenDown_WhenTheCallerHangsUp()
    {
        using var line = new CancellationTokenSource();
        var (answering, hungUp) = (false, false);
        await using var house = await House.Open(heard: statement =>
        {
            // The attempt is charged and judged, and its result is about to be recorded.
            if (!answering || !statement.Sql.Contains("INSERT INTO audit_events", StringComparison.Ordinal)) return;
            line.Cancel();
            hungUp = true;
        });
        var person = await Person.Opens(house);
        var authenticator = await person.HasAuthenticator();
        Assert.True(BearerToken.TryParse(await person.HalfSignsIn(), out var token));
        await house.Get<Outbox>().StopAsync(CancellationToken.None);

        answering = true;
        var reply = await house.Get<AnswerCode>()
            .Run(new FlowToken(token), new(authenticator.FactorId, authenticator.WrongCode()), Visitor, line.Token);

        Assert.True(hungUp);
        Assert.IsType<Reply<AnswerCode.View>.Refused>(reply);
        Assert.Equal(1, await house.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND kind = @kind",
            new { account = person.Id(), kind = EventKind.SecondFactorRefused }, CancellationToken.None));
    }

    // Commits something else while the password is being judged.
    private async Task<(int, string?)> SignsInWhile(Person person, Func<Task> act)
    {
        var pause = await Pause.OfHashing(_house);
        var signingIn = person.BeginsSignIn();
        await Pause.Until(() => _house.Get<HashingAdmission>().Waiting == 1);
        await act();
        await pause.Ends();
        return Short(await signingIn);
    }

    // The call reads first, and commits after the other change.
    private async Task<House.Reply> After(Change other, int reads, Func<Task<House.Reply>> call)
    {
        // The outbox makes round trips of its own for earlier messages.
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        var pause = await Pause.OfWriter(_house);
        // On SQLite, Commit takes its place in the queue of the writer before it returns a task.
        var first = _house.Database.Commit(other, CancellationToken.None);
        if (Engine.IsPostgres) await Pause.Waiting(_house, 1);
        var trips = _house.Database.RoundTrips;
        var second = call();
        await Pause.Until(() => _house.Database.RoundTrips > trips + reads);
        await pause.Ends();
        Assert.Null(await first);
        return await second;
    }

    private async Task Commits(Change change) =>
        Assert.Null(await _house.Database.Commit(change, CancellationToken.None));

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
