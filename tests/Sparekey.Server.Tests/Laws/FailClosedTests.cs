using System.Diagnostics;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 12: whatever fails underneath, the step is refused in time, nothing of the step stays, and afterwards everything
/// works as before.
/// </summary>
public sealed class FailClosedTests : IAsyncLifetime
{
    // The maximum wait of a request for the database, plus room for a busy machine.
    private static readonly TimeSpan InTime = Database.PatienceOfRequests + TimeSpan.FromSeconds(15);

    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(s => s.LongestLine = new Settings().LongestLine);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task RefusesEveryStepInTime_WhenAnotherProcessKeepsTheDatabase()
    {
        var (person, app) = await Resets.WithEverything(_house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("phone");
        var requirement = await reset.Requirement("email_code");
        var flow = await person.ReachesSecondStep();
        var forSignIn = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _house.SolvedCaptcha(CaptchaPurpose.SignIn)));
        var forRegistration = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _house.SolvedCaptcha(CaptchaPurpose.Registration)));
        var before = await _house.RowCounts();
        var other = await _house.KeepsOut();

        var watch = Stopwatch.StartNew();
        // Many at once: requests that queue behind a blocked writer are answered in time as well.
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(i => (Task<House.Reply>[])[
            _house.Post("/v1/captchas", new { purpose = "sign_in" }),
            _house.Post("/v1/sign-ins",
                new { email = person.Email, password = person.Password, captcha_token = forSignIn[i] }),
            _house.Post("/v1/registrations",
                new { email = "late@example.com", password = Person.GoodPassword, captcha_token = forRegistration[i] }),
            _house.Answers(flow, app.FactorId, app.Code()),
            reset.Post("/codes", new { requirement }),
            reset.Post("/submit"),
            _house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode }),
            _house.Post("/v1/account/recovery-codes", null, person.Session)]));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, InTime);

        Assert.All(replies.Where(r => r.Code != "requirements_open"),
            reply => Assert.Equal((503, "unavailable"), (reply.Status, reply.Code)));
        Assert.All(replies.Where(r => r.Status == 503),
            reply => Assert.Equal(TimeSpan.FromSeconds(5), reply.Headers.RetryAfter!.Delta));
        Assert.True(replies.Count(r => r.Status == 503) >= 70);
        // PostgreSQL ends a cancelled statement a moment later.
        if (Engine.IsPostgres) await Pause.Waiting(_house, 0);
        await other.DisposeAsync();
        Assert.Equal(before, await _house.RowCounts());
        Assert.Equal(200, (await _house.Answers(flow, app.FactorId, app.Code())).Status);
        Assert.Equal(202, (await reset.Post("/codes", new { requirement })).Status);
    }

    // On SQLite, ABORT lets one statement fail. ROLLBACK is what SQLite does by itself on a full disk: the transaction
    // ends while the writer still uses it.
    [Theory]
    [InlineData("ABORT", "audit_events")]
    [InlineData("ROLLBACK", "audit_events")]
    [InlineData("ROLLBACK", "sessions")]
    [InlineData("FAIL", "sessions")]
    public async Task ChangesNothing_WhenTheChangeBreaksHalfway(string how, string table)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var codes = await person.HasRecoveryCodes();
        var (first, second) = (await person.HalfSignsIn(), await person.HalfSignsIn());
        var before = await _house.RowCounts();
        var mends = await _house.Breaks(table, how);

        Assert.Equal((503, "unavailable"), Short(await _house.Answers(first, app.FactorId, app.Code())));
        Assert.Equal((503, "unavailable"), Short(await _house.Answers(second, codes.FactorId, codes.Codes[0])));
        Assert.Equal(before, await _house.RowCounts());

        await mends();
        // Neither the step of the authenticator nor the recovery code was spent.
        Assert.Equal(200, (await _house.Answers(first, app.FactorId, app.Code())).Status);
        Assert.Equal(200, (await _house.Answers(second, codes.FactorId, codes.Codes[0])).Status);
    }

    [Fact]
    public async Task PageSaysSo_WhenTheDatabaseFails()
    {
        await _house.Database.Commit(Change.OfNobody().Add("ALTER TABLE captchas RENAME TO captchas_away"),
            CancellationToken.None);

        using var page = await _house.Http.GetAsync("/sign-in");

        Assert.Equal((503, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(5), page.Headers.RetryAfter!.Delta);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("<a href>Try again</a>", text, StringComparison.Ordinal);   // the same page
        Assert.DoesNotContain("captchas", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SQLite", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Postgre", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0)]    // the format
    [InlineData(2)]    // the key's version
    [InlineData(5)]    // the nonce
    [InlineData(18)]   // the seed
    [InlineData(-1)]   // the tag
    public async Task RefusesRightCode_WhenOneBitOfTheSealedSeedIsOther(int slot)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var seed = (await _house.Database.One<byte[]>("SELECT secret_sealed FROM factors WHERE factor_id = @FactorId",
            new { app.FactorId }, CancellationToken.None))!;
        await Store(Flipped(seed, slot), app.FactorId);

        Assert.Equal((503, "unavailable"), Short(await _house.Answers(flow, app.FactorId, app.Code())));
        Assert.Equal(1,
            await _house.Database.One<long>("SELECT failures FROM attempts WHERE subject = @subject", new { subject =
                "factor:" + app.FactorId }, CancellationToken.None));

        await Store(seed, app.FactorId);
        Assert.Equal(200, (await _house.Answers(flow, app.FactorId, app.Code())).Status);
    }

    [Fact]
    public async Task RefusesCode_WhenTheSealedSeedIsOfAnotherAccount()
    {
        var (ada, bob) = (await Person.Opens(_house), await Person.Opens(_house));
        var (appOfAda, appOfBob) = (await ada.HasAuthenticator(), await bob.HasAuthenticator());
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE factors SET secret_sealed = (SELECT secret_sealed FROM factors WHERE factor_id = @his) "
                + "WHERE factor_id = @hers", new { his = appOfBob.FactorId, hers = appOfAda.FactorId }),
                    CancellationToken.None);

        Assert.Equal((503, "unavailable"),
            Short(await _house.Answers(await ada.HalfSignsIn(), appOfAda.FactorId, appOfBob.Code())));
    }

    [Fact]
    public async Task KeepsTheMessage_WhenTheSenderFails()
    {
        var person = await Person.Opens(_house);
        var phone = await person.HasPhone();
        var flow = await person.HalfSignsIn();
        await _house.Get<Outbox>().Deliver(CancellationToken.None);
        var inbox = Path.Combine(_house.Settings.Data, "inbox");
        Directory.Move(inbox, inbox + ".away");
        Assert.Equal(202,
            (await _house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" }, flow)).Status);
        await _house.Get<Outbox>().Deliver(CancellationToken.None);

        Assert.Equal((1, 0), await Waiting());
        Assert.Equal((503, "unavailable"), Short(await ReadyOnceAsked(503)));
        Directory.Move(inbox + ".away", inbox);
        Assert.Equal(200, (await ReadyOnceAsked(200)).Status);
        Assert.Equal((1, 0), await Waiting());   // the time of its next try has not come

        _house.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await _house.Answers(flow, phone, await _house.CodeSentTo("+84912345621"))).Status);
        Assert.Equal(0, (await Waiting()).Item1);
    }

    // Messages that are not sent, and those of them without their text.
    private async Task<(int, int)> Waiting() => (
        await _house.Database.One<int>("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL", null,
            CancellationToken.None),
        await _house.Database.One<int>("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND length(sealed) = 0", null,
            CancellationToken.None));

    // A response of /health/ready is kept for a second.
    private async Task<House.Reply> ReadyOnceAsked(int status)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var reply = await _house.Get("/health/ready");
            if (reply.Status == status || watch.Elapsed > TimeSpan.FromSeconds(15)) return reply;
            await Task.Delay(100);
        }
    }

    private async Task Store(byte[] seed, string factorId) => await _house.Database.Commit(Change.OfNobody().Add(
        "UPDATE factors SET secret_sealed = @seed WHERE factor_id = @factorId", new { seed, factorId }),
            CancellationToken.None);

    private static byte[] Flipped(byte[] blob, int place)
    {
        var flipped = blob.ToArray();
        flipped[place < 0 ? blob.Length + place : place] ^= 1;
        return flipped;
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
