using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Staff;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 16: costly work has a short queue that is fair between networks. A refused request has lost nothing, and
/// everything else goes on.
/// </summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private const string Busy = "Too many people are asking for this at the moment";

    // Round trips that the outbox and the periodic jobs make meanwhile.
    private const int OfItsOwn = 5;

    private House _house = null!;

    private HashingAdmission Hashing => _house.Get<HashingAdmission>();

    public async Task InitializeAsync() =>
        _house = await House.Open(
            s => (s.HashingSlots, s.LongestLine, s.TrustedProxies) = (1, TimeSpan.FromSeconds(3), ["127.0.0.1"]));

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private static object SignIn(Person person, string captcha) =>
        new { email = person.Email, password = person.Password, captcha_token = captcha };

    private void IsTurnedAway(House.Reply reply)
    {
        Assert.Equal((503, "unavailable"), (reply.Status, reply.Code));
        Assert.Equal(5, reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(_house.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), reply["retry_at"]!.GetValue<DateTimeOffset>());
        Assert.Contains(Busy, reply.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpendsNeitherCaptchaNorAttempt_NorAsksTheDatabase_WhenItTurnsAway()
    {
        var person = await Person.Opens(_house);
        var (forSignIn, forStaff, forRegistration) = (await _house.SolvedCaptcha(CaptchaPurpose.SignIn),
            await _house.SolvedCaptcha(CaptchaPurpose.SignIn), await _house.SolvedCaptcha(CaptchaPurpose.Registration));
        var crowd = await Crowd.At(Hashing);
        var trips = _house.Database.RoundTrips;

        for (var i = 0; i < 3; i++)
        {
            IsTurnedAway(await _house.Post("/v1/sign-ins", SignIn(person, forSignIn)));
            IsTurnedAway(await _house.Post("/v1/sign-ins",
                new { email = "nobody@example.com", password = "x", captcha_token = forSignIn }));
            IsTurnedAway(await _house.Post("/v1/staff/sign-ins",
                new { email = "nobody@example.com", password = "x", captcha_token = forStaff }));
            IsTurnedAway(await _house.Post("/v1/registrations",
                new { email = "new@example.com", password = Person.GoodPassword, captcha_token = forRegistration }));
        }

        Assert.InRange(_house.Database.RoundTrips - trips, 0, OfItsOwn);   // over 12 requests
        await crowd.Leaves();
        Assert.Equal(0, await _house.Database.One<long>("SELECT COUNT(*) FROM attempts", null, CancellationToken.None));
        Assert.Equal(200, (await _house.Post("/v1/sign-ins", SignIn(person, forSignIn))).Status);
        Assert.Equal(401,
            (await _house.Post("/v1/staff/sign-ins",
                new { email = "nobody@example.com", password = "x", captcha_token = forStaff })).Status);
        Assert.Equal(202,
            (await _house.Post("/v1/registrations",
                new
                {
                    email = "new@example.com", password = Person.GoodPassword, captcha_token = forRegistration,
                })).Status);
    }

    [Fact]
    public async Task EveryRouteToAHashTurnsAway_AndWhatWasAskedWorksAfterwards()
    {
        var person = await Person.Opens(_house);
        var token = (await _house.Get<InviteStaff>().Run("minh@exchange.example", "Minh", CancellationToken.None))
                is Reply<InviteStaff.View>.Done invited
            ? invited.Value.Link.Split(
                "token=")[1] : "";
        var (resetting, app) = await Resets.WithEverything(_house);
        var reset = await resetting.OpensReset(app);
        await reset.Chooses("authenticator");
        var requirement = await reset.Requirement("security_questions");
        var questions = await _house.Get("/v1/security-questions", person.Session);
        var answers = questions["questions"]!.AsArray().Take(3)
            .Select((q, i) => new { question_id = q!["question_id"]!.GetValue<string>(), answer =
                $"an answer {i}" }).ToList();
        (string Name, Func<Task<House.Reply>> Asks)[] doors =
        [
            ("questions", () => _house.Put("/v1/account/security-questions", new { answers }, person.Session)),
            ("password",
                () => _house.Put("/v1/account/password", new { current_password = person.Password, new_password =
                    "seven lanterns over the quiet bay" }, person.Session)),
            ("set-up", () => _house.Post("/v1/staff/set-up", new { token, password =
                "seven lanterns over the quiet bay" })),
            ("answers",
                () => _house.Post("/v1/recovery/proofs", new { requirement, answers = answers.Take(1) }, reset.Token)),
            ("step-up",
                () => _house.Post("/v1/account/step-up", new { password = "seven lanterns over the quiet bay" },
                    person.Session)),
        ];
        var crowd = await Crowd.At(Hashing);
        foreach (var (_, asks) in doors) IsTurnedAway(await asks());
        await crowd.Leaves();

        Assert.Equal(0, await _house.Database.One<long>("SELECT COALESCE(SUM(failures), 0) FROM attempts", null,
            CancellationToken.None));
        foreach (var (name, asks) in doors) Assert.Equal((name, 200), (name, (await asks()).Status));
    }

    [Fact]
    public async Task SecondStepsHoldChecksSessionsPicturesAndHealthGoOn()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var key = (await _house.AddsIntegrator()).Key;
        var crowd = await Crowd.At(Hashing);

        Assert.Equal(200, (await _house.Get("/v1/account", person.Session)).Status);
        Assert.Equal(200, (await _house.Answers(flow, app.FactorId, app.Code())).Status);
        _house.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200,
            (await _house.Post("/v1/account/step-up", new { factor_id = app.FactorId, code = app.Code() },
                person.Session)).Status);
        Assert.Equal(200, (await _house.Get($"/v1/accounts/{person.AccountId}/holds", key)).Status);
        Assert.Equal(201, (await _house.Post("/v1/captchas", new { purpose = "sign_in" })).Status);
        Assert.Equal(200, (await _house.Get("/health/live")).Status);
        Assert.Equal(200, (await _house.Get("/health/ready")).Status);
        await crowd.Leaves();
    }

    [Fact]
    public async Task OneNetworkKeepsNobodyElseOut()
    {
        var person = await Person.Opens(_house);
        var (flooding, other) = (await _house.SolvedCaptcha(CaptchaPurpose.SignIn),
            await _house.SolvedCaptcha(CaptchaPurpose.SignIn));
        var crowd = await Crowd.At(Hashing, "198.51.100.0/24");

        Assert.Equal(503, await SignsIn(person, flooding, "198.51.100.77"));
        var signingIn = SignsIn(person, other, "203.0.113.5");
        await Pause.Until(() => Hashing.Pieces("203.0.113.0/24") == 1);
        // The second free slot does not go to the crowd, although all of the crowd came first.
        for (var i = 0; i < 2; i++) crowd.OneIsDone();
        Assert.Equal(200, await signingIn.WaitAsync(TimeSpan.FromSeconds(30)));
        await crowd.Leaves();
    }

    [Fact]
    public async Task WhoHangsUpWhileWaiting_FreesThePlaceAndHasSpentNothing()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        var crowd = await Crowd.At(Hashing, "198.51.100.0/24");
        using var gone = new CancellationTokenSource();
        var hangsUp = _house.Http.PostAsJsonAsync("/v1/sign-ins", SignIn(person, captcha), gone.Token);
        await Pause.Until(() => Hashing.Pieces("127.0.0.0/24") == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hangsUp);
        await Pause.Until(() => Hashing.Pieces("127.0.0.0/24") == 0);
        await crowd.Leaves();

        Assert.Equal(200, (await _house.Post("/v1/sign-ins", SignIn(person, captcha))).Status);
    }

    [Fact]
    public async Task TokensThatCannotBeGoodTakeNoPlace()
    {
        var person = await Person.Opens(_house);
        var spent = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        Assert.Equal(200, (await _house.Post("/v1/sign-ins", SignIn(person, spent))).Status);
        var registration = await _house.SolvedCaptcha(CaptchaPurpose.Registration);
        var crowd = await Crowd.At(Hashing);
        var trips = _house.Database.RoundTrips;

        for (var i = 0; i < 3; i++)
            foreach (var token in (string?[])[null, "", new string('0', 64), spent, registration])
                Assert.Equal((422, "captcha_required"),
                    Short(await _house.Post("/v1/sign-ins", SignIn(person, token!))));
        Assert.InRange(_house.Database.RoundTrips - trips, 0, OfItsOwn);   // over 15 requests
        await crowd.Leaves();
    }

    [Fact]
    public async Task OneTokenWaitsOnce_HoweverOftenItIsSent()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        var crowd = await Crowd.At(Hashing, "198.51.100.0/24");
        var first = _house.Post("/v1/sign-ins", SignIn(person, captcha));
        await Pause.Until(() => Hashing.Pieces("127.0.0.0/24") == 1);

        Assert.Equal((422, "captcha_required"), Short(await _house.Post("/v1/sign-ins", SignIn(person, captcha))));
        await crowd.Leaves();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task PageSaysIt_KeepsTheAddressAndTheSolvedPicture()
    {
        var person = await Person.Opens(_house);
        using var tab = new Tab(_house);
        await tab.Open("/sign-in");
        var crowd = await Crowd.At(Hashing);
        var pictures = await Captchas();
        await tab.PressGap(person.Email, person.Password);

        Assert.Equal((503, "/sign-in"), (tab.Status, tab.At));
        Assert.Contains(Busy, Assert.Single(tab.Errors), StringComparison.Ordinal);
        Assert.Equal(person.Email, tab.Page.QuerySelector<IHtmlInputElement>("input[name=email]")!.Value);
        Assert.Equal("", tab.Page.QuerySelector<IHtmlInputElement>("input[name=password]")!.Value);
        Assert.Contains("The template is matched already.", tab.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(pictures, await Captchas());
        await crowd.Leaves();
        await tab.Submit(new { password = person.Password });
        Assert.Equal("/security", tab.At);
    }

    [Fact]
    public async Task PicturesAreBoundedToo_AndTheirCrowdKeepsNobodyFromSigningIn()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.SolvedCaptcha(CaptchaPurpose.SignIn);
        var crowd = await Crowd.At(_house.Get<DrawingAdmission>());
        var pictures = await Captchas();

        IsTurnedAway(await _house.Post("/v1/captchas", new { purpose = "sign_in" }));
        foreach (var path in (string[])["/sign-in", "/register", "/staff/sign-in"])
        {
            using var page = await _house.Http.GetAsync(path);
            Assert.Equal((503, 5), ((int)page.StatusCode, page.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
            Assert.Contains(Busy, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(pictures, await Captchas());
        Assert.Equal(200, (await _house.Post("/v1/sign-ins", SignIn(person, captcha))).Status);
        await crowd.Leaves();
        Assert.Equal(201, (await _house.Post("/v1/captchas", new { purpose = "sign_in" })).Status);
    }

    [Fact]
    public async Task PicturesInMemoryAreBounded_AndOneNetworkKeepsNobodyElseFromSendingTheirs()
    {
        const string Crowded = "198.51.100.0/24";
        var person = await Person.Opens(_house);
        await person.BeginsIdentity(kind: "passport");
        var (room, ends) = (_house.Get<PictureAdmission>(), new TaskCompletionSource());
        var sending = Enumerable.Range(0, (int)room.Free(Crowded))
            .Select(_ => Sends("front", new Slow(Pictures.Png(), ends.Task),
                "198.51.100.7")).ToArray();
        await Pause.Until(() => room.Free(Crowded) == 0);

        using (var refused = await Sends("front", new ByteArrayContent(Pictures.Png()), "198.51.100.77"))
        {
            Assert.Equal((503, 5), ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
            Assert.Contains(Busy, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var page = await Sends("front", new ByteArrayContent([]), "198.51.100.77", "/identity/pictures/"))
            Assert.Equal((503, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Equal(200, (await _house.Get("/v1/account", person.Session)).Status);
        using (var other = await Sends("selfie", new ByteArrayContent(Pictures.Png()), "203.0.113.5"))
            Assert.Equal(200, (int)other.StatusCode);

        ends.SetResult();
        foreach (var sent in await Task.WhenAll(sending)) sent.Dispose();
        using (var again = await Sends("front", new ByteArrayContent(Pictures.Png()), "198.51.100.77"))
            Assert.Equal(200, (int)again.StatusCode);

        Task<HttpResponseMessage> Sends(string slot, HttpContent body, string from, string path =
            "/v1/account/identity/pictures/")
        {
            var request = new HttpRequestMessage(path[1] == 'v'
                ? HttpMethod.Put
                : HttpMethod.Post, path + slot) { Content = body };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Session);
            request.Headers.Add("X-Forwarded-For", from);
            return _house.Http.SendAsync(request);
        }
    }

    /// <summary>A picture whose last byte is sent late.</summary>
    private sealed class Slow(byte[] picture, Task ends) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(picture.AsMemory(..^1));
            await stream.FlushAsync();
            await ends;
            await stream.WriteAsync(picture.AsMemory(^1..));
        }

        protected override bool TryComputeLength(out long length) => (length = picture.Length) >= 0;
    }

    private Task<long> Captchas() =>
        _house.Database.One<long>("SELECT COUNT(*) FROM captchas", null, CancellationToken.None);

    private async Task<int> SignsIn(Person person, string captcha, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-ins")
        {
            Content = JsonContent.Create(SignIn(person, captcha)),
        };
        request.Headers.Add("X-Forwarded-For", from);
        using var response = await _house.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
