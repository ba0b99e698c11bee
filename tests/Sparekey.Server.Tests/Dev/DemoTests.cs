using System.Text.Json.Nodes;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Otp;
using Sparekey.Server.Captcha;
using Sparekey.Server.Dev;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Dev;

public sealed class DemoTests : IAsyncLifetime
{
    private House _house = null!;
    private IReadOnlyList<DemoPerson> _people = [];

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _people = await Adds(_house);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private static async Task<IReadOnlyList<DemoPerson>> Adds(House house) =>
        Assert.IsType<Demo.Outcome.Added>(await house.Get<Demo>().Run(CancellationToken.None)).People;

    private DemoPerson Who(string email) => _people.Single(person => person.Email == email);

    private static async Task<House.Reply> BeginsSignIn(House house, DemoPerson person, string path = "/v1/sign-ins") =>
        await house.Post(path,
            new
            {
                email = person.Email, password = person.Password,
                captcha_token = await house.SolvedCaptcha(CaptchaPurpose.SignIn),
            });

    private string Code(DemoPerson person)
    {
        Assert.True(OtpKey.TryParse(person.BackupKey, out var key));
        return Totp.Compute(key.Bytes, _house.Clock.GetUtcNow());
    }

    /// <summary>A complete sign-in, with a code of the authenticator unless another kind is given.</summary>
    private async Task<House.Reply> LooksAtAccount(DemoPerson person, string kind = "authenticator",
        string? code = null)
    {
        var begun = await BeginsSignIn(_house, person);
        var factor = begun["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == kind)!["factor_id"]!
            .GetValue<string>();
        var answered = await _house.Answers(begun.Text("sign_in"), factor, code ?? Code(person));
        Assert.True(answered.Status == 200, answered.Raw);
        return await _house.Get("/v1/account", answered["session"]!["token"]!.GetValue<string>());
    }

    private async Task<string> SignsIn(DemoPerson reviewer)
    {
        var begun = await BeginsSignIn(_house, reviewer, "/v1/staff/sign-ins");
        var answered = await _house.Post("/v1/staff/sign-in/answers", new { code = Code(reviewer) }, begun.Text(
            "sign_in"));
        Assert.True(answered.Status == 200, answered.Raw);
        return answered["session"]!["token"]!.GetValue<string>();
    }

    private static IEnumerable<string> Texts(JsonNode? array, string name) =>
        array!.AsArray().Select(one => one![name]!.GetValue<string>());

    [Fact]
    public async Task OneHolderHasEverything()
    {
        var person = Who("everything@example.com");

        var account = await LooksAtAccount(person);

        Assert.Equal(["authenticator", "phone", "recovery_code"], Texts(account["factors"], "kind").Order());
        Assert.Equal(10, account["recovery_codes_left"]!.GetValue<int>());
        Assert.Empty(account["holds"]!.AsArray());
        Assert.Equal(3, person.Answers.Count);
        var code = person.Also.First(also => also.Label == "Recovery codes").Value.Split("   ")[0];
        Assert.Equal(9, (await LooksAtAccount(person, "recovery_code", code))["recovery_codes_left"]!.GetValue<int>());
    }

    [Fact]
    public async Task OneHolderIsVerified_AndWaitsForBothReviewers()
    {
        var person = Who("review@example.com");
        var resumed = await _house.Post("/v1/recoveries/resume",
            new { resume_code = person.Also.Single(also => also.Label == "Resume code").Value });
        var reset = await _house.Get("/v1/recovery", resumed.Text("recovery"));
        Assert.Equal("in_review", reset.Text("state"));
        Assert.Equal(["authenticator", "phone"], reset["lost"]!.AsArray().Select(lost => lost!.GetValue<string>()));
        Assert.Equal(2, reset["reviewers_needed"]!.GetValue<int>());

        var approvals = 0;
        foreach (var reviewer in new[] { Who("reviewer1@example.com"), Who("reviewer2@example.com") })
        {
            var session = await SignsIn(reviewer);
            var @case = Assert.Single((await _house.Get("/v1/review/cases", session))["cases"]!.AsArray())!;
            var path = $"/v1/review/cases/{@case["case_id"]!.GetValue<string>()}";
            Assert.Equal(("recovery", approvals),
                (@case["kind"]!.GetValue<string>(), @case["approvals"]!.GetValue<int>()));
            Assert.Equal(200, (await _house.Post($"{path}/claim", null, session)).Status);
            Assert.Equal("Kim Specimen",
                (await _house.Get(path, session))["verified_identity"]?["name"]?.GetValue<string>());
            Assert.Equal(200, (await _house.Get($"{path}/pictures/selfie", session)).Status);
            approvals = (await _house.Post($"{path}/verdicts",
                new { verdict = "approve", reason = "evidence_matches", note =
                    "" }, session))["approvals"]!.GetValue<int>();
        }
        Assert.Equal(2, approvals);
    }

    [Fact]
    public async Task OneHolderIsUnderHold_AfterResetThatNobodyReviewed()
    {
        var account = await LooksAtAccount(Who("hold@example.com"));

        var hold = Assert.Single(account["holds"]!.AsArray())!;
        Assert.Equal(("security_reset", "2026-03-04T09:00:00.000Z"),
            (hold["reason"]!.GetValue<string>(), hold["until"]!.GetValue<string>()));
        Assert.EndsWith("53", account.Text("phone_hint"));
    }

    [Fact]
    public async Task SecretsAreOthers_InEveryDataFolder()
    {
        await using var other = await House.Open();
        var others = await Adds(other);

        Assert.Equal(10, _people.Concat(others).Select(person => person.Password).Distinct().Count());
        Assert.Equal(10, _people.Concat(others).Select(person => person.BackupKey).Distinct().Count());
        foreach (var person in _people)
        {
            var path = person.Email.StartsWith("reviewer", StringComparison.Ordinal)
                ? "/v1/staff/sign-ins"
                : "/v1/sign-ins";
            Assert.Equal((200, "wrong_credentials"),
                ((await BeginsSignIn(_house, person, path)).Status, (await BeginsSignIn(other, person, path)).Code));
        }
    }

    [Fact]
    public async Task PrintsEverySecretOnce()
    {
        var text = new StringWriter();
        DemoTable.Write(text, new Demo.Outcome.Added(_people));
        foreach (var person in _people)
            Assert.Equal((2, 2),
                (text.ToString().Split(person.Password).Length, text.ToString().Split(person.BackupKey).Length));

        var again = await _house.Get<Demo>().Run(CancellationToken.None);
        var second = new StringWriter();
        DemoTable.Write(second, again);

        Assert.IsType<Demo.Outcome.AlreadyThere>(again);
        Assert.StartsWith("The demo is in this data folder already.", second.ToString());
        Assert.DoesNotContain(_people, person => second.ToString().Contains(person.Email, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaysThatItWasInterrupted_WhenItWasNotFinished()
    {
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE installation SET value = @other WHERE name = 'demo'", new { other = new byte[] { 0 } }),
                CancellationToken.None);

        Assert.IsType<Demo.Outcome.Interrupted>(await _house.Get<Demo>().Run(CancellationToken.None));
    }

    [Fact]
    public async Task LeavesNoSessionOpen()
    {
        Assert.Equal(0, await _house.Database.One<long>(
            "SELECT (SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL) + (SELECT COUNT(*) FROM staff_sessions "
                + "WHERE ended_at IS NULL)", null, CancellationToken.None));
    }

    [Fact]
    public async Task AsksForNoQuestions_InTheStrictProfile()
    {
        await using var house = await House.Open(settings => settings.Profile = Sparekey.Core.Profile.Strict);

        Assert.All(await Adds(house), person => Assert.Empty(person.Answers));
    }

    [Fact]
    public void IsRefused_OutsideDevelopment() =>
        Assert.Contains("for development only",
            Assert.Throws<StartException>(() => Demo.RequireFit(new Settings())).Message);
}
