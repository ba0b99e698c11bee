using Sparekey.Core.Accounts;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Review;

/// <summary>
/// Law 10: reviewers decide on what they are shown, two of them where two are needed, and bypass nothing.
/// </summary>
public sealed class ResetReviewTests : IAsyncLifetime
{
    private House _house = null!;
    private Reviewer _first = null!;
    private Reviewer _second = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _first = await Reviewer.SetsUp(_house);
        _second = await Reviewer.SetsUp(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task NeedsTwoPeople_WhenAuthenticatorAndPhoneAreLost()
    {
        var (reset, id) = await InReview("authenticator", "phone");
        await _first.Claims(id);
        var one = await _first.Approves(id);
        Assert.Equal((200, "in_review", 1, 2),
            (one.Status, one.Text("state"), one["approvals"]!.GetValue<int>(),
                one["approvals_needed"]!.GetValue<int>()));

        Assert.Equal((409, "already_decided_by_you"), Of(await _first.Claims(id)));
        Assert.Equal((409, "already_decided_by_you"), Of(await _first.Approves(id)));
        Assert.Equal("in_review", await reset.State());

        await _second.Claims(id);
        Assert.Equal((200, "objection"), Said(await _second.Approves(id)));
        Assert.Equal((409, "already_decided_by_you"), Of(await _second.Approves(id)));
    }

    [Fact]
    public async Task CountsOneVote_WhenOneReviewerApprovesFiftyTimesAtOnce()
    {
        var (reset, id) = await InReview("authenticator", "phone");
        await _first.Claims(id);

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _first.Approves(id)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200),
            reply => Assert.Equal((409, "already_decided_by_you"), Of(reply)));
        Assert.Equal("in_review", await reset.State());
        Assert.Equal(1,
            await _house.Database.One<long>("SELECT COUNT(*) FROM verdicts WHERE case_id = @id", new { id }, default));
    }

    [Fact]
    public async Task IsCarriedOutAtOnce_WhenNobodyMayObject()
    {
        var (reset, id) = await InReview("authenticator");
        await _first.Claims(id);

        Assert.Equal((200, "completed"), Said(await _first.Approves(id)));
        Assert.Equal("completed", await reset.State());
    }

    [Fact]
    public async Task Ends_WhenOneRefuses()
    {
        var (reset, id) = await InReview("authenticator", "phone");
        await _first.Claims(id);
        await _first.Approves(id);
        await _second.Claims(id);

        Assert.Equal((200, "refused"), Said(await _second.Refuses(id)));

        Assert.Equal("not_approved", (await reset.Show())["outcome"]!["reason"]!.GetValue<string>());
        var told = (await _house.Inbox(reset.Person.Email))[0].Text;
        Assert.Contains("We could not match the pictures.", told);
        Assert.DoesNotContain("person", told.Replace("personal", "", StringComparison.Ordinal));
        Assert.Equal("refused", await _house.Database.One<string>(
            "SELECT state FROM identity_verifications WHERE case_id = @id", new { id }, default));
    }

    [Fact]
    public async Task BeginsAnewRound_WhenMoreIsNeeded()
    {
        var (reset, id) = await InReview("authenticator", "phone");
        await _first.Claims(id);
        await _first.Approves(id);
        await _second.Claims(id);
        Assert.Equal((200, "more_information"), Said(await _second.AsksForMore(id, "selfie")));

        Assert.Equal(200,
            (await _house.Put("/v1/recovery/pictures/selfie",
                new ByteArrayContent(Tests.Edges.Documents.Pictures.Png()), reset.Token)).Status);
        Assert.Equal("in_review", (await reset.Submits()).Text("state"));

        // The first approval was for other evidence: two approvals are needed again, and both reviewers may vote again.
        Assert.Equal(0, (await _first.Views(id))["approvals"]!.GetValue<int>());
        await _first.Claims(id);
        Assert.Equal((200, "in_review"), Said(await _first.Approves(id)));
    }

    [Fact]
    public async Task RefusesOnesOwn_ByTheNewAddressToo()
    {
        var (person, app) = await Resets.WithEverything(_house, verified: true);
        var reset = await person.OpensReset(app);
        reset.NewEmail = "insider@example.org";
        var insider = await Reviewer.SetsUp(_house, "Insider@example.org");
        var id = await HandsIn(reset, "email");

        Assert.Equal((409, "own_case"), Of(await insider.Claims(id)));
        Assert.Equal((409, "own_case"), Of(await insider.Views(id)));
        Assert.Equal(200, (await _first.Claims(id)).Status);
    }

    [Fact]
    public async Task ShowsSignalsAndNoSecret()
    {
        var (reset, id) = await InReview("authenticator", "phone");
        var view = await _first.Views(id);

        Assert.Equal(200, view.Status);
        var signals = view["signals"]!.AsArray()
            .ToDictionary(s => s!["name"]!.GetValue<string>(), s => s!["text"]!.GetValue<string>());
        Assert.Equal("1 of 3 answers right", signals["answers"]);
        Assert.Contains("device", signals.Keys);
        Assert.Equal(["authenticator", "phone"], view["lost"]!.AsArray().Select(l => l!.GetValue<string>()));
        Assert.Equal(2, view["evidence"]!["pictures"]!.AsArray().Count);
        foreach (var secret in new[]
        {
            reset.Person.Email, Journeys.Factors.Number, Reset.NewPhone, "blue whale", reset.App!.BackupKey,
            reset.Token,
        })
            Assert.DoesNotContain(secret, view.Raw);
    }

    /// <summary>No route for staff shortens a hold, lifts a freeze or disables a factor.</summary>
    [Fact]
    public void HasNoRouteForStaffBeyondReview()
    {
        var routes = _house.Get<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Sparekey.Edges.Web.RouteAccess>()
                is { Who: Sparekey.Edges.Web.Who.Staff })
            .Select(endpoint => endpoint.RoutePattern.RawText!).Distinct();

        Assert.All(routes,
            route => Assert.True(route.StartsWith("/v1/review/cases", StringComparison.Ordinal) || route.StartsWith(
                "/review", StringComparison.Ordinal) || route == "/staff/sign-out", route));
    }

    private async Task<(Reset Reset, string CaseId)> InReview(params string[] lost)
    {
        var (person, app) = await Resets.WithEverything(_house, verified: true);
        var reset = await person.OpensReset(app);
        return (reset, await HandsIn(reset, lost));
    }

    private async Task<string> HandsIn(Reset reset, params string[] lost)
    {
        Assert.Equal(200, (await reset.Chooses(lost)).Status);
        await reset.MeetsEverything();
        Assert.Equal("in_review", (await reset.Submits()).Text("state"));
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await Refresh(_first);
        await Refresh(_second);
        return (await _first.Queue("?kind=recovery"))["cases"]!.AsArray()[0]!["case_id"]!.GetValue<string>();
    }

    // A journey may take longer than a reviewer's session may stay idle.
    private static async Task Refresh(Reviewer reviewer)
    {
        if ((await reviewer.Queue()).Status == 401) await reviewer.SignsIn();
    }

    private static (int, string?) Of(House.Reply reply) => (reply.Status, reply.Code);

    private static (int, string) Said(House.Reply reply) => (reply.Status, reply.Text("state"));
}
