using Sparekey.Edges.Delivery;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.SignIn;

public sealed class BeginSignInTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task SaysTheSame_WhenPasswordIsWrongOrAddressUnknown()
    {
        var person = await Person.Opens(_house);

        var wrong = await person.BeginsSignIn("not the password at all");
        var unknown = await new Person(_house, "nobody@example.com").BeginsSignIn();

        Assert.Equal((401, "wrong_credentials"), (wrong.Status, wrong.Code));
        Assert.Equal(wrong.Raw, unknown.Raw);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waits_WhenPasswordFailedFiveTimes(bool known)
    {
        var person = known ? await Person.Opens(_house) : new Person(_house, "nobody@example.com");
        for (var i = 0; i < 5; i++) Assert.Equal(401, (await person.BeginsSignIn("not the password at all")).Status);

        var sixth = await person.BeginsSignIn();

        Assert.Equal((429, "too_many_attempts"), (sixth.Status, sixth.Code));
        Assert.Equal("30", sixth.Headers.RetryAfter!.ToString());

        _house.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(known ? 200 : 401, (await person.BeginsSignIn()).Status);
    }

    [Fact]
    public async Task MakesTwoRoundTrips()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.CaptchaToken(CaptchaPurpose.SignIn);
        // The outbox makes round trips of its own after the message of the registration.
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        var before = _house.Database.RoundTrips;

        await _house.Post("/v1/sign-ins",
            new { email = person.Email, password = person.Password, captcha_token = captcha });

        Assert.Equal(2, _house.Database.RoundTrips - before);
    }

    [Fact]
    public async Task Refuses_WhenCaptchaIsMissingOrSpent()
    {
        var person = await Person.Opens(_house);
        var captcha = await _house.CaptchaToken(CaptchaPurpose.SignIn);
        var body = new { email = person.Email, password = person.Password, captcha_token = captcha };

        Assert.Equal(200, (await _house.Post("/v1/sign-ins", body)).Status);
        Assert.Equal("captcha_required", (await _house.Post("/v1/sign-ins", body)).Code);
        Assert.Equal("captcha_required",
            (await _house.Post("/v1/sign-ins", new { email = person.Email, password = person.Password })).Code);
    }
}
