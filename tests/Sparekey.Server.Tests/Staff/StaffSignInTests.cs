using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Operations;
using Sparekey.Server.Staff;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Staff;

public sealed class StaffSignInTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task OpensTheQueue_WhenSetUpAndSignedIn()
    {
        var reviewer = await Reviewer.SetsUp(_house);

        Assert.Equal(200, (await reviewer.Queue()).Status);
    }

    [Fact]
    public async Task SetUpLinkIsDead_WhenUsedOrOldOrMadeUp()
    {
        var reviewer = new Reviewer(_house, "used@example.org", "Used");
        var token = await reviewer.IsInvited();
        await reviewer.Accepts(token);
        Assert.Equal((410, "expired"),
            Of(await _house.Post("/v1/staff/set-up", new { token, password = Reviewer.GoodPassword })));

        var late = await new Reviewer(_house, "late@example.org", "Late").IsInvited();
        _house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal((410, "expired"),
            Of(await _house.Post("/v1/staff/set-up", new { token = late, password = Reviewer.GoodPassword })));
        Assert.Equal((410, "expired"), Of(await _house.Post("/v1/staff/set-up",
            new { token = new string('A', 64), password = Reviewer.GoodPassword })));
        Assert.Equal((410, "expired"),
            Of(await _house.Post("/v1/staff/set-up", new { password = Reviewer.GoodPassword })));
    }

    [Fact]
    public async Task GivesNoAccess_UntilTheAuthenticatorIsConfirmed()
    {
        var reviewer = new Reviewer(_house, "half@example.org", "Half");
        var token = await reviewer.IsInvited();
        await _house.Post("/v1/staff/set-up", new { token, password = Reviewer.GoodPassword });

        Assert.Equal((401, "wrong_credentials"), Of(await reviewer.BeginsSignIn()));
        Assert.Equal((422, "wrong_code"),
            Of(await _house.Post("/v1/staff/set-up/confirm", new { token, code = "abc" })));
        Assert.Equal((401, "wrong_credentials"), Of(await reviewer.BeginsSignIn()));
    }

    [Fact]
    public async Task RefusesWeakPassword()
    {
        var token = await new Reviewer(_house, "weak@example.org", "Weak").IsInvited();

        Assert.Equal((422, "weak_password"),
            Of(await _house.Post("/v1/staff/set-up", new { token, password = "short" })));
    }

    [Fact]
    public async Task SaysTheSame_WhenPasswordIsWrongOrAddressUnknown()
    {
        var reviewer = await Reviewer.SetsUp(_house);

        var wrong = await reviewer.BeginsSignIn("not the password at all");
        var unknown = await new Reviewer(_house, "nobody@example.org", "Nobody").BeginsSignIn();

        Assert.Equal((401, "wrong_credentials"), Of(wrong));
        Assert.Equal(wrong.Raw, unknown.Raw);
    }

    /// <summary>Law 10: staff need a second factor.</summary>
    [Fact]
    public async Task IsNoSession_WhenOnlyThePasswordWasRight()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        var begun = await reviewer.BeginsSignIn();

        Assert.Equal(["sign_in", "state", "expires_at"], begun.Body!.AsObject().Select(member => member.Key));
        Assert.Equal((401, "session_required"), Of(await _house.Get("/v1/review/cases", begun.Text("sign_in"))));
        Assert.Equal((400, "invalid_request"), Of(await _house.Post("/v1/staff/sign-in/answers", new { }, begun.Text(
            "sign_in"))));
    }

    [Fact]
    public async Task TakesACodeOnce_WhenManyComeAtOnce()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        _house.Clock.Advance(TimeSpan.FromSeconds(30));
        var flows = new[] { (await reviewer.BeginsSignIn()).Text("sign_in"), (await reviewer.BeginsSignIn()).Text(
            "sign_in") };

        var replies = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => _house.Post("/v1/staff/sign-in/answers", new { code = reviewer.Code() }, flows[i % 2])));

        Assert.Single(replies, reply => reply.Status == 200);
    }

    [Fact]
    public async Task WaitsAndIsLocked_WhenCodesAreWrong()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        var flow = (await reviewer.BeginsSignIn()).Text("sign_in");
        for (var i = 0; i < 5; i++) Assert.Equal((422, "wrong_code"), Of(await _house.Post(
            "/v1/staff/sign-in/answers", new { code = "12345" }, flow)));

        Assert.Equal((429, "too_many_attempts"),
            Of(await _house.Post("/v1/staff/sign-in/answers", new { code = reviewer.Code() }, flow)));

        // A new flow keeps the count of failures.
        var last = (0, (string?)"");
        for (var i = 0; i < 20 && last != (423, "factor_disabled"); i++)
        {
            _house.Clock.Advance(TimeSpan.FromHours(1));
            last = Of(await _house.Post("/v1/staff/sign-in/answers", new { code = "12345" },
                (await reviewer.BeginsSignIn()).Text(
                    "sign_in")));
        }
        Assert.Equal((423, "factor_disabled"), last);
        Assert.Equal((423, "factor_disabled"), Of(await _house.Post("/v1/staff/sign-in/answers",
            new { code = reviewer.Code() }, (await reviewer.BeginsSignIn()).Text(
                "sign_in"))));
    }

    [Fact]
    public async Task OpensNoOtherDoor_WithASessionOfTheOtherKind()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        var person = await Person.Opens(_house);

        Assert.Equal(401, (await _house.Get("/v1/account/identity", reviewer.Session)).Status);
        Assert.Equal(401, (await _house.Get("/v1/review/cases", person.Session)).Status);
    }

    private static (int, string?) Of(House.Reply reply) => (reply.Status, reply.Code);

    [Fact]
    public async Task LockStays_UntilTheReviewerIsInvitedAnew()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        var staff = await _house.Database.One<string>("SELECT staff_id FROM staff", null, CancellationToken.None);
        await _house.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at) "
                + "VALUES (@staff, 'staff_authenticator', 20, 0, 0) ON CONFLICT (account_id, subject) DO UPDATE "
                + "SET failures = 20, last_at = 0", new { staff }), CancellationToken.None);
        await new PurgeStrangers(_house.Database, _house.Clock).Run(CancellationToken.None);
        var begun = await reviewer.BeginsSignIn();
        Assert.Equal(423, (await _house.Post("/v1/staff/sign-in/answers", new { code = reviewer.Code() }, begun.Text(
            "sign_in"))).Status);

        await _house.Get<StaffRoster>().Remove(reviewer.Email, CancellationToken.None);
        await reviewer.Accepts(await reviewer.IsInvited());

        await reviewer.SignsIn();
        Assert.Equal(200, (await reviewer.Queue()).Status);
    }
}
