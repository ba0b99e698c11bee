using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Identity;

public sealed class VerifyIdentityTests : IAsyncLifetime
{
    private House _house = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task AsksForEverySideAndASelfie_WhenBegun()
    {
        var begun = await _person.BeginsIdentity();

        Assert.Equal(201, begun.Status);
        Assert.Equal(["front", "back", "selfie"],
            begun["pictures"]!.AsArray().Select(p => p!["slot"]!.GetValue<string>()));
        Assert.All(begun["pictures"]!.AsArray(), p => Assert.Equal("missing", p!["state"]!.GetValue<string>()));
        Assert.Matches("^[ACEFHJKMPRTWXY37]{6}$", begun.Text("selfie_code"));
    }

    [Fact]
    public async Task WaitsForReview_WhenHandedIn()
    {
        await _person.HandsInIdentity();

        Assert.Equal("submitted", (await _house.Get("/v1/account/identity", _person.Session)).Text("state"));
        Assert.Equal("submitted", await StateOfAccount());
        Assert.Equal("in_review", await _house.Database.One<string>(
            "SELECT state FROM review_cases WHERE account_id = @account AND kind = 'identity'",
            new { account = _person.AccountId }, default));
        Assert.Contains("have arrived", (await _house.Inbox(_person.Email))[0].Subject);
    }

    [Fact]
    public async Task SaysWhatIsMissing_WhenHandedInTooEarly()
    {
        await _person.BeginsIdentity();
        await _person.SendsPicture("front");

        var reply = await _house.Post("/v1/account/identity/submit", null, _person.Session);

        Assert.Equal((409, "pictures_missing"), (reply.Status, reply.Code));
        Assert.Equal(["back", "selfie"], reply["slots"]!.AsArray().Select(s => s!.GetValue<string>()));
    }

    [Fact]
    public async Task Refuses_WhenSomethingIsSentAfterHandingIn()
    {
        await _person.HandsInIdentity();

        Assert.Equal((409, "wrong_state"), Of(await _person.SendsPicture("front")));
        Assert.Equal((409, "wrong_state"), Of(await _person.BeginsIdentity()));
        Assert.Equal((409, "wrong_state"), Of(await _house.Post("/v1/account/identity/submit", null, _person.Session)));
    }

    [Theory]
    [InlineData("ZZ", "passport", "country")]
    [InlineData("US", "identity_card", "document_kind")]
    [InlineData("VN", "library_card", "document_kind")]
    public async Task NamesTheField_WhenDocumentIsNotTaken(string country, string kind, string field)
    {
        var reply = await _person.BeginsIdentity(country, kind);

        Assert.Equal((400, "invalid_request"), Of(reply));
        Assert.NotNull(reply["errors"]![field]);
    }

    [Fact]
    public async Task StartsOver_WhenAnotherDocumentIsChosen()
    {
        await _person.BeginsIdentity();
        await _person.SendsPicture("front");

        var again = await _person.BeginsIdentity(kind: "passport");

        Assert.Equal(["front", "selfie"], again["pictures"]!.AsArray().Select(p => p!["slot"]!.GetValue<string>()));
        Assert.Equal(0, await _house.Database.One<long>("SELECT COUNT(*) FROM pictures WHERE account_id = @account",
            new { account = _person.AccountId }, default));
        Assert.Equal("open", await StateOfAccount());
        Assert.Equal((409, "picture_not_asked"), Of(await _person.SendsPicture("back")));
    }

    [Fact]
    public async Task NeedsAFreshSignIn_WhenSessionIsOlderThanFiveMinutes()
    {
        _house.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((403, "step_up_required"), Of(await _person.BeginsIdentity()));
    }

    [Fact]
    public async Task KeepsOnePicturePerSlot_WhenManyAreSentAtOnce()
    {
        await _person.BeginsIdentity();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => _person.SendsPicture(i % 2 == 0 ? "front" : "back")));

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 409, reply.Raw));
        Assert.Equal(2, await _house.Database.One<long>("SELECT COUNT(*) FROM pictures WHERE account_id = @account",
            new { account = _person.AccountId }, default));
    }

    [Fact]
    public async Task ListsTheKindsOfACountry()
    {
        var kinds = (await _house.Get("/v1/document-kinds?country=VN"))["kinds"]!.AsArray();

        Assert.Equal(["passport", "identity_card", "driving_licence", "residence_permit"],
            kinds.Select(k => k!["document_kind"]!.GetValue<string>()));
        Assert.Equal(["front", "back"], kinds[1]!["pictures"]!.AsArray().Select(p => p!.GetValue<string>()));
        Assert.Equal(400, (await _house.Get("/v1/document-kinds?country=ZZ")).Status);
    }

    private static (int, string?) Of(House.Reply reply) => (reply.Status, reply.Code);

    private Task<string?> StateOfAccount() => _house.Database.One<string>(
        "SELECT identity_state FROM accounts WHERE account_id = @account", new { account = _person.AccountId },
        default);
}
