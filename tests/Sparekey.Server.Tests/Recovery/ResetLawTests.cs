using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

/// <summary>The laws of security in a reset, each with what it refuses.</summary>
public sealed class ResetLawTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task EvaluatesFiveCodes_When200AreSentAtOnce()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        var right = await reset.Receives("email_code");
        var requirement = await reset.Requirement("email_code");
        var wrong = right == "000000" ? "000001" : "000000";

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Sends()));

        Assert.Equal(5, replies.Count(r => r.Code == "wrong_code"));
        Assert.Equal(195, replies.Count(r => r.Code == "too_many_attempts"));
        Assert.Equal(429, (await reset.Post("/proofs", new { requirement, code = right })).Status);

        // So many requests at once may have to wait for too long, so a 503 is retried.
        async Task<House.Reply> Sends()
        {
            House.Reply reply;
            do reply = await reset.Post("/proofs", new { requirement, code = wrong });
            while (reply.Status == 503);
            return reply;
        }
    }

    [Fact]
    public async Task KeepsCount_WhenHolderChoosesAgainOrOpensAnother()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        for (var i = 0; i < 5; i++)
        {
            await reset.Chooses("phone");
            var right = await reset.Receives("email_code");
            Assert.Equal("wrong_code",
                (await reset.Proves("email_code", right == "000000" ? "000001" : "000000")).Code);
        }
        await reset.Chooses("phone");
        Assert.Equal(202,
            (await reset.Post("/codes", new { requirement = await reset.Requirement("email_code") })).Status);

        Assert.Equal("too_many_attempts", (await reset.Proves("email_code", "123456")).Code);
        Assert.Equal(200, (await reset.Post("/cancel")).Status);
        var another = await person.OpensReset(app);
        await another.Chooses("phone");
        Assert.Equal(202,
            (await another.Post("/codes", new { requirement = await another.Requirement("email_code") })).Status);
        Assert.Equal("too_many_attempts", (await another.Proves("email_code", "123456")).Code);
    }

    [Fact]
    public async Task KeepsTries_WhenCodeIsSentAgain()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        var first = await reset.Receives("email_code");
        var wrong = first == "000000" ? "000001" : "000000";
        Assert.Equal(4, (await reset.Proves("email_code", wrong))["tries_left"]!.GetValue<int>());
        Assert.Equal((429, "wait"), Short(await reset.Post("/codes", new { requirement = await reset.Requirement(
            "email_code") })));
        _house.Clock.Advance(TimeSpan.FromSeconds(61));
        var second = await reset.Receives("email_code");

        Assert.Equal(3, (await reset.Proves("email_code", wrong))["tries_left"]!.GetValue<int>());
        if (first != second) Assert.Equal("wrong_code", (await reset.Proves("email_code", first)).Code);
        Assert.Equal(200, (await reset.Proves("email_code", second)).Status);
        Assert.Equal("code_already_used", (await reset.Proves("email_code", second)).Code);
    }

    [Fact]
    public async Task RefusesAuthenticatorCode_WhenASignInUsedIt()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        _house.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = app.Code();
        var signIn = await person.ReachesSecondStep();
        Assert.Equal(200,
            (await _house.Post("/v1/sign-in/answers", new { factor_id = app.FactorId, code }, signIn)).Status);

        Assert.Equal("code_already_used", (await reset.Proves("authenticator_code", code)).Code);
        // The authenticator is not the lost factor, so the sign-in ended nothing.
        Assert.Equal("proving", await reset.State());
    }

    [Fact]
    public async Task RefusesCode_WhenItIsOfAnotherCaseRequirementOrAddress()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var (other, otherApp) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        var stranger = await other.OpensReset(otherApp);
        await reset.Chooses("phone");
        await stranger.Chooses("phone");
        var code = await reset.Receives("email_code");
        await stranger.Receives("email_code");

        if (await _house.CodeSentTo(other.Email) != code) Assert.Equal("wrong_code", (await stranger.Proves(
            "email_code", code)).Code);
        Assert.Equal("expired", (await reset.Proves("new_phone_code", code)).Code);

        var newPhone = await reset.Receives("new_phone_code");
        _house.Clock.Advance(TimeSpan.FromSeconds(61));
        var renamed = await reset.Post("/codes",
            new { requirement = await reset.Requirement("new_phone_code"), address =
                "+84911111122" });
        Assert.Equal(202, renamed.Status);
        if (await _house.CodeSentTo("+84911111122") != newPhone) Assert.Equal("wrong_code", (await reset.Proves(
            "new_phone_code", newPhone)).Code);
        Assert.Equal(401, (await _house.Get("/v1/recovery", person.Session)).Status);
    }

    [Fact]
    public async Task AnswersTheSame_WhenNewEmailIsAnothers()
    {
        var taken = await Person.Opens(_house);
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("email");

        var sent = await reset.Post("/codes",
            new { requirement = await reset.Requirement("new_email_code"), address = taken.Email });

        Assert.Equal(202, sent.Status);
        var told = (await _house.Inbox(taken.Email))[0];
        Assert.Contains("another", told.Text);
        Assert.DoesNotMatch(@"\d{6}", told.Text);
        Assert.Equal("wrong_code", (await reset.Proves("new_email_code", "123456")).Code);
    }

    [Fact]
    public async Task WorksOnce_WhenResumed()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");

        var replies = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => _house.Post("/v1/recoveries/resume",
                new { resume_code = reset.ResumeCode.ToLowerInvariant().Replace(
                    "-", " ") })));

        var won = Assert.Single(replies, r => r.Status == 200);
        Assert.Equal(401, (await reset.Show()).Status);
        reset.Token = won.Text("recovery");
        Assert.Equal("proving", await reset.State());
        Assert.Equal(200,
            (await _house.Post("/v1/recoveries/resume", new { resume_code = won.Text("resume_code") })).Status);
    }

    [Fact]
    public async Task OpensOne_WhenTwentyAreAskedForAtOnce()
    {
        var (person, _) = await Resets.WithEverything(_house);
        var signIn = await person.ReachesSecondStep();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _house.Post("/v1/recoveries", null, signIn)));

        // In one sign-in the same request gets the same response, so a lost response can be asked for again.
        Assert.All(replies,
            r => Assert.Equal((201, replies[0].Text("recovery"), replies[0].Text("resume_code")), (r.Status, r.Text(
                "recovery"), r.Text(
                "resume_code"))));
        Assert.Equal(1, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM recovery_cases WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None));
        Assert.Equal("recovery_in_progress",
            (await _house.Post("/v1/recoveries", null, await person.ReachesSecondStep())).Code);
    }

    [Fact]
    public async Task Expires_WhenSevenDaysAreOver()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        _house.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((410, "expired"), Short(await reset.Submits()));

        await reset.TimePasses(TimeSpan.Zero);

        Assert.Equal("expired", await reset.State());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task NeverCompletes_WhenAProofIsMissing(int seed)
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        var dice = new System.Random(seed);
        // Random steps without a proof of the email code: no sequence completes the reset.
        for (var step = 0; step < 60; step++)
        {
            var state = await reset.State();
            Assert.Contains(state, (string[])["choosing", "proving"]);
            var kinds = await reset.Kinds();
            var kind = kinds.Count == 0 ? null : kinds[dice.Next(kinds.Count)];
            switch (dice.Next(7))
            {
                case 0: await reset.Chooses("phone"); break;
                case 1 when kind is not null:
                    await reset.Post("/codes",
                        new
                        {
                            requirement = await reset.Requirement(kind),
                            address = kind == "new_phone_code" ? Reset.NewPhone : null,
                        });
                    break;
                case 2 when kind is not null:
                    await reset.Post("/proofs", new { requirement = await reset.Requirement(kind), code =
                        "000000" }); break;
                case 3:
                    await reset.Post("/proofs",
                        new { requirement = $"r{dice.Next(9)}", answers = new[] { new { question_id =
                            "first_toy", answer = "x" } } }); break;
                case 4: Assert.NotEqual(202, (await reset.Submits()).Status); break;
                case 5 when kind is "new_phone_code"
                    && (await reset.Post("/codes",
                        new { requirement = await reset.Requirement(kind), address = Reset.NewPhone })).Status == 202:
                    await reset.Proves(kind, await _house.CodeSentTo(Reset.NewPhone));
                    break;
                case 6: await reset.TimePasses(TimeSpan.FromMinutes(dice.Next(40))); break;
            }
        }
        Assert.Equal(0, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM factors WHERE account_id = @account AND state = 'removed'",
            new { account = person.AccountId }, CancellationToken.None));
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);

    [Fact]
    public async Task HashesNoAnswer_WhenAnswersWereGiven()
    {
        await using var house = await House.Open(s => s.HashingSlots = 1);
        var (person, app) = await Resets.WithEverything(house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("authenticator");
        await reset.Meets("security_questions");
        var pause = await Pause.OfHashing(house);

        await reset.Meets("security_questions").WaitAsync(TimeSpan.FromSeconds(20));

        await pause.Ends();
    }

    [Fact]
    public async Task TellsTheLaterEnd_WhenAnOlderHoldLastsLonger()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var until = _house.Clock.GetUtcNow() + TimeSpan.FromDays(20);
        await _house.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO holds (account_id, hold_id, reason, starts_at, until_at) "
                + "VALUES (@account, 'a0000000000000000000000000000000', 'factor_changed', 0, @until)",
            new { account = person.AccountId, until }), CancellationToken.None);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        await reset.MeetsEverything();
        Assert.Equal("completed", (await reset.Submits()).Text("state"));

        Assert.Equal(until, (await reset.Show())["outcome"]!["hold_until"]!.GetValue<DateTimeOffset>());
    }

    /// <summary>Replacing the phone removes the old phone only.</summary>
    [Fact]
    public async Task KeepsRecoveryCodes_WhenOnlyThePhoneIsReplaced()
    {
        var (person, app) = await Resets.WithEverything(_house);
        await person.MakesRecoveryCodes();
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        await reset.MeetsEverything();
        Assert.Equal("completed", (await reset.Submits()).Text("state"));

        Assert.Equal((10, 1), (await Count("recovery_codes WHERE used_at IS NULL"), await Count(
            "factors WHERE kind = 'phone' AND state = 'active'")));
        Assert.Equal(0, await Count("factors WHERE state = 'removed' AND (secret_sealed IS NOT NULL OR hint <> '')"));

        Task<long> Count(string what) =>
            _house.Database.One<long>($"SELECT COUNT(*) FROM {what}", null, CancellationToken.None)!;
    }
}
