using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class AuthenticatorTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task IsAskedFor_WhenConfirmed()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();

        await person.SignsInWith(app);

        var account = await person.LooksAtAccount();
        Assert.Equal("authenticator", account["factors"]![0]!["kind"]!.GetValue<string>());
        Assert.Equal("Pixel", account["factors"]![0]!["name"]!.GetValue<string>());
        Assert.Empty(account["holds"]!.AsArray());
        Assert.Contains("“Pixel” was added", (await _house.Inbox(person.Email)).First(m => m.Subject.StartsWith(
            "Second factor added", StringComparison.Ordinal)).Text);
    }

    [Fact]
    public async Task ShowsKeyAsTextUriAndPicture()
    {
        var person = await Person.Opens(_house);

        var begun = await _house.Post("/v1/account/authenticators", new { name = " Pixel " }, person.Session);

        var key = begun.Text("backup_key");
        Assert.Matches("^([A-Z2-7]{4} ){3}[A-Z2-7]{4}$", key);
        Assert.Equal($"otpauth://totp/Sparekey:{person.Email}?secret={key.Replace(" ", "")}&issuer=Sparekey",
            begun.Text(
                "otpauth_uri"));
        Assert.StartsWith("<svg", begun.Text("qr_svg"), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"style\s*=|<style|href=|<script", begun.Text("qr_svg"));
    }

    [Fact]
    public async Task KeyHas160Bits_InStrictProfile()
    {
        await using var house = await House.Open(settings => settings.Profile = Sparekey.Core.Profile.Strict);
        var person = await Person.Opens(house);

        Assert.Equal(32, (await person.BeginsAuthenticator()).BackupKey.Replace(" ", "").Length);
    }

    [Fact]
    public async Task IsNotAskedFor_UntilConfirmed()
    {
        var person = await Person.Opens(_house);
        await person.BeginsAuthenticator();

        Assert.Equal("complete", (await person.BeginsSignIn()).Text("state"));
        Assert.Empty((await person.LooksAtAccount())["factors"]!.AsArray());
    }

    [Fact]
    public async Task CodeThatConfirmed_DoesNotSignIn()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        var code = app.Code();
        Assert.Equal(200,
            (await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code },
                person.Session)).Status);

        var answer = await _house.Post("/v1/sign-in/answers", new { factor_id = app.FactorId, code },
            await person.ReachesSecondStep());

        Assert.Equal((409, "code_already_used"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task IsVoid_After30Minutes()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        for (var i = 0; i < 3; i++)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(10));
            await person.LooksAtAccount();   // keeps the session from idling out
        }
        await Refreshed(person);

        var confirmed = await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm",
            new { code = app.Code() }, person.Session);

        Assert.Equal((410, "expired"), (confirmed.Status, confirmed.Code));
    }

    [Fact]
    public async Task Refuses_WhenAnotherSessionConfirms()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        var other = (await person.BeginsSignIn())["session"]!["token"]!.GetValue<string>();

        Assert.Equal(410,
            (await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
                other)).Status);
        Assert.Equal(200,
            (await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
                person.Session)).Status);
    }

    [Fact]
    public async Task CountsTries_WhenCodeIsWrong()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        for (var left = 4; left >= 0; left--)
        {
            var wrong = await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm",
                new { code = app.WrongCode() }, person.Session);
            Assert.Equal((422, "wrong_code", left), (wrong.Status, wrong.Code, wrong["tries_left"]!.GetValue<int>()));
        }

        Assert.Equal(429,
            (await _house.Post($"/v1/account/authenticators/{app.FactorId}/confirm", new { code = app.Code() },
                person.Session)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a name that is much too long to be one of a phone")]
    [InlineData("two\nlines")]
    public async Task Refuses_WhenNameIsNone(string name)
    {
        var person = await Person.Opens(_house);

        var begun = await _house.Post("/v1/account/authenticators", new { name }, person.Session);

        Assert.Equal((400, "invalid_request"), (begun.Status, begun.Code));
        Assert.NotNull(begun["errors"]!["name"]);
    }

    [Fact]
    public async Task Refuses_WhenThereAreFive()
    {
        var person = await Person.Opens(_house);
        for (var i = 0; i < 5; i++) await person.SetsUpAuthenticator($"Phone {i}");

        var sixth = await _house.Post("/v1/account/authenticators", new { name = "Phone 6" }, person.Session);

        Assert.Equal((409, "too_many_factors"), (sixth.Status, sixth.Code));
    }

    [Fact]
    public async Task OnlyNewestSetUpCounts()
    {
        var person = await Person.Opens(_house);
        var first = await person.BeginsAuthenticator();
        await person.BeginsAuthenticator();

        Assert.Equal(404,
            (await _house.Post($"/v1/account/authenticators/{first.FactorId}/confirm", new { code = first.Code() },
                person.Session)).Status);
    }

    [Fact]
    public async Task EndsSessionsOfThePasswordAlone_WhenItIsTheFirst()
    {
        var person = await Person.Opens(_house);
        var passwordOnly = (await person.BeginsSignIn())["session"]!["token"]!.GetValue<string>();

        await person.SetsUpAuthenticator();

        Assert.Equal(401, (await _house.Get("/v1/account", passwordOnly)).Status);
        // This session has shown two factors.
        Assert.Equal(201, (await _house.Post("/v1/account/recovery-codes", null, person.Session)).Status);
    }

    private async Task Refreshed(Person person) => await _house.Database.Commit(Change.OfNobody().Add(
        "UPDATE sessions SET authenticated_at = @now WHERE account_id = @AccountId",
        new { now = _house.Clock.GetUtcNow(), person.AccountId }),
            CancellationToken.None);
}
