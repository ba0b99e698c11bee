using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Edges.Documents;
using Sparekey.Server.Identity;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Review;

public sealed class IdentityReviewTests : IAsyncLifetime
{
    private House _house = null!;
    private Person _person = null!;
    private Reviewer _reviewer = null!;
    private string _case = "";

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
        await _person.HandsInIdentity();
        _case = await _person.Verification();
        _reviewer = await Reviewer.SetsUp(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task KeepsWhatTheDocumentSays_WhenAccepted()
    {
        await _reviewer.Claims(_case);

        var reply = await _reviewer.AcceptsIdentity(_case);

        Assert.Equal((200, "accepted"), (reply.Status, reply.Text("state")));
        var account = new AccountId(Guid.ParseExact(_person.AccountId, "N"));
        var row = await _house.Database.One<Kept>(
            "SELECT identity_state, identity_sealed FROM accounts WHERE account_id = @account", new { account },
            default);
        var records = _house.Get<IdentityRecords>();
        var record = records.Open(account, row!.IdentitySealed)!;
        Assert.Equal(("accepted", "Nguyen Thi An", new DateOnly(1990, 5, 4), "VN"),
            (row.IdentityState, record.FullName, record.BirthDate, record.Country));
        Assert.True(records.IsSameNumber(account, "079090001234", record));
        Assert.False(records.IsSameNumber(account, "079090001235", record));
        Assert.Contains("verified", (await _house.Inbox(_person.Email))[0].Subject);
        Assert.Equal((409, "already_verified"), Of(await FreshlyBegins()));
    }

    private sealed record Kept
    {
        public string IdentityState { get; init; } = "";
        public byte[] IdentitySealed { get; init; } = [];
    }

    [Fact]
    public async Task NamesTheField_WhenTheRecordIsIncomplete()
    {
        await _reviewer.Claims(_case);

        var reply = await _reviewer.Gives(_case,
            new { verdict = "approve", reason = "evidence_matches", record = new { name =
                "An", birth_date =
                "1990-05-04", document_number = "---" } });

        Assert.Equal((400, "invalid_request"), Of(reply));
        Assert.NotNull(reply["errors"]!["record.document_number"]);
        Assert.Equal((400, "invalid_request"), Of(await _reviewer.Approves(_case)));
    }

    [Fact]
    public async Task AsksForThoseOnly_WhenMoreIsNeeded()
    {
        await _reviewer.Claims(_case);
        Assert.Equal((200, "more_information"), Said(await _reviewer.AsksForMore(_case, "front")));

        Assert.Contains("The front is blurred.", (await _house.Inbox(_person.Email))[0].Text);
        Assert.Equal((409, "picture_not_asked"), Of(await _person.SendsPicture("back")));
        Assert.Equal(200, (await _person.SendsPicture("front")).Status);
        Assert.Equal(202, (await _house.Post("/v1/account/identity/submit", null, _person.Session)).Status);

        // In the next round, the same reviewer may decide again.
        await _reviewer.Claims(_case);
        Assert.Equal((200, "accepted"), Said(await _reviewer.AcceptsIdentity(_case)));
    }

    [Fact]
    public async Task HolderMayTryAgain_WhenRefused()
    {
        await _reviewer.Claims(_case);
        Assert.Equal((200, "refused"), Said(await _reviewer.Refuses(_case)));

        var told = (await _house.Inbox(_person.Email))[0].Text;
        Assert.Contains("We could not match the pictures.", told);
        Assert.DoesNotContain("person_differs", told);
        Assert.DoesNotContain("Another face", told);
        Assert.Equal(201, (await FreshlyBegins()).Status);
    }

    [Fact]
    public async Task NeedsAClaim_BeforePicturesAndVerdicts()
    {
        Assert.Equal((409, "not_claimed"), Of(await _reviewer.ViewsPicture(_case, "front")));
        Assert.Equal((409, "not_claimed"), Of(await _reviewer.AcceptsIdentity(_case)));
        Assert.Equal((409, "not_claimed"), Of(await _reviewer.Refuses(_case)));

        await _reviewer.Claims(_case);
        var other = await Reviewer.SetsUp(_house);
        Assert.Equal((409, "claimed_by_other"), Of(await other.Claims(_case)));
        Assert.Equal((409, "not_claimed"), Of(await other.ViewsPicture(_case, "front")));
        Assert.Equal((409, "not_claimed"), Of(await other.Releases(_case)));

        Assert.Equal(200, (await _reviewer.Releases(_case)).Status);
        Assert.Equal((409, "not_claimed"), Of(await _reviewer.ViewsPicture(_case, "front")));
        Assert.Equal(200, (await other.Claims(_case)).Status);
    }

    /// <summary>Law 14: a picture opened in a tab of its own can only be shown.</summary>
    [Fact]
    public async Task ShowsPicturesBehindAClosedPolicy()
    {
        await _reviewer.Claims(_case);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/review/cases/{_case}/pictures/front");
        request.Headers.Authorization = new("Bearer", _reviewer.Session);
        using var reply = await _house.Http.SendAsync(request);

        Assert.Equal("image/png", reply.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Picture.WithoutMetadata(Pictures.Png()), await reply.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("sandbox; default-src 'none'", reply.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", reply.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("inline", reply.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task RefusesPicturesOfAnotherCase()
    {
        var neighbour = await Person.Opens(_house);
        await neighbour.HandsInIdentity(kind: "passport");
        var theirs = await neighbour.Verification();
        await _reviewer.Claims(_case);

        Assert.Equal((409, "not_claimed"), Of(await _reviewer.ViewsPicture(theirs, "front")));
        Assert.Equal((404, "not_found"), Of(await _reviewer.ViewsPicture(Guid.Empty.ToString("N"), "front")));
        Assert.Equal((404, "not_found"), Of(await _reviewer.ViewsPicture(_case, "passport")));
        Assert.Equal((404, "not_found"), Of(await _reviewer.ViewsPicture(_person.AccountId, "front")));
    }

    /// <summary>Law 10: every view and verdict is an audit event.</summary>
    [Fact]
    public async Task WritesDownEveryViewAndVerdict()
    {
        await _reviewer.Claims(_case);
        await _reviewer.Views(_case);
        await _reviewer.ViewsPicture(_case, "front");
        await _reviewer.ViewsPicture(_case, "selfie");
        await _reviewer.Releases(_case);
        await _reviewer.Claims(_case);
        await _reviewer.Refuses(_case);

        var kinds = await _house.Database.List<string>(
            "SELECT kind FROM audit_events WHERE account_id = @account AND actor = 'staff' AND actor_id IS NOT NULL "
                + "ORDER BY event_id", new { account = _person.AccountId }, default);
        Assert.Equal(["review.claimed", "review.case_viewed", "review.picture_viewed", "review.picture_viewed",
            "review.released", "review.claimed",
            "review.verdict_given", "identity.refused"], kinds);
    }

    /// <summary>Law 10: a reviewer can neither decide nor see a case of their own account.</summary>
    [Fact]
    public async Task RefusesEverything_WhenTheCaseIsOnesOwn()
    {
        var own = await Reviewer.SetsUp(_house, _person.Email.ToUpperInvariant());

        Assert.Equal((409, "own_case"), Of(await own.Claims(_case)));
        Assert.Equal((409, "own_case"), Of(await own.Views(_case)));
        Assert.Equal((409, "own_case"), Of(await own.ViewsPicture(_case, "front")));
        Assert.Equal((409, "own_case"), Of(await own.AcceptsIdentity(_case)));
        Assert.Equal((409, "own_case"), Of(await own.Refuses(_case)));
    }

    [Fact]
    public async Task TellsReviewersNoFullAddress()
    {
        var raw = (await _reviewer.Views(_case)).Raw;

        Assert.DoesNotContain(_person.Email, raw);
        Assert.Contains("p\\u2022\\u2022\\u2022@example.com", raw.Replace("•", "\\u2022", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeletesPictures_ThirtyDaysAfterTheDecision()
    {
        await _reviewer.Claims(_case);
        await _reviewer.AcceptsIdentity(_case);

        _house.Clock.Advance(TimeSpan.FromDays(29));
        await _house.Get<DeletePictures>().Run(default);
        Assert.Equal(3, await Count());
        _house.Clock.Advance(TimeSpan.FromDays(1));
        await _house.Get<DeletePictures>().Run(default);
        Assert.Equal(0, await Count());
        Assert.Equal("accepted", await _house.Database.One<string>(
            "SELECT identity_state FROM accounts WHERE account_id = @account", new { account = _person.AccountId },
            default));

        Task<long> Count() => _house.Database.One<long>("SELECT COUNT(*) FROM pictures", null, default)!;
    }

    [Fact]
    public async Task ListsByDueTime_AndByKind()
    {
        var second = await Person.Opens(_house);
        await second.HandsInIdentity(kind: "passport");

        var queue = (await _reviewer.Queue("?kind=identity"))["cases"]!.AsArray();

        Assert.Equal([_case, await second.Verification()], queue.Select(c => c!["case_id"]!.GetValue<string>()));
        Assert.Empty((await _reviewer.Queue("?kind=recovery"))["cases"]!.AsArray());
        Assert.Equal(400, (await _reviewer.Queue("?kind=other")).Status);
    }

    private async Task<House.Reply> FreshlyBegins()
    {
        var signedIn = await _person.BeginsSignIn();
        _person.Session = signedIn["session"]!["token"]!.GetValue<string>();
        return await _person.BeginsIdentity();
    }

    private static (int, string?) Of(House.Reply reply) => (reply.Status, reply.Code);

    private static (int, string) Said(House.Reply reply) => (reply.Status, reply.Text("state"));

    /// <summary>The freeze may be a reaction to documents that somebody else submitted.</summary>
    [Fact]
    public async Task OnlyRefuses_WhenTheAccountIsFrozen()
    {
        await _reviewer.Claims(_case);
        await _person.IsFrozen();

        Assert.Equal((423, "account_frozen"), Of(await _reviewer.AcceptsIdentity(_case)));
        Assert.Equal((423, "account_frozen"), Of(await _reviewer.AsksForMore(_case, "front")));
        Assert.Equal((200, "refused"), Said(await _reviewer.Refuses(_case)));
    }
}
