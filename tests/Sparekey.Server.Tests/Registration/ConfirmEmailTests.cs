using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Registration;

public sealed class ConfirmEmailTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task OpensAccount_WhenCodeIsRight()
    {
        var person = await Person.Opens(_house);

        var signIn = await person.BeginsSignIn();

        Assert.Equal(200, signIn.Status);
        Assert.Equal("complete", signIn.Text("state"));
        Assert.Equal("urn:sparekey:aal1", signIn["session"]!["acr"]!.GetValue<string>());
    }

    [Fact]
    public async Task CountsTries_WhenCodeIsWrong()
    {
        var registration = await _house.Post("/v1/registrations",
            new
            {
                email = "wrong@example.com", password = Person.GoodPassword,
                captcha_token = await _house.CaptchaToken(CaptchaPurpose.Registration),
            });
        var code = await _house.CodeSentTo("wrong@example.com");
        var wrong = code == "000000" ? "000001" : "000000";

        for (var left = 4; left >= 0; left--)
        {
            var reply = await _house.Post("/v1/registration/confirm", new { code = wrong }, registration.Text(
                "registration"));
            Assert.Equal((422, "wrong_code", left), (reply.Status, reply.Code, reply["tries_left"]!.GetValue<int>()));
        }

        Assert.Equal(429, (await _house.Post("/v1/registration/confirm", new { code }, registration.Text(
            "registration"))).Status);
    }

    [Fact]
    public async Task AnswersTheSame_WhenAddressIsTaken()
    {
        var person = await Person.Opens(_house);

        var again = await _house.Post("/v1/registrations",
            new
            {
                email = person.Email.ToUpperInvariant(), password = Person.GoodPassword,
                captcha_token = await _house.CaptchaToken(CaptchaPurpose.Registration),
            });

        Assert.Equal(202, again.Status);
        var told = (await _house.Inbox(person.Email.ToUpperInvariant()))[0];
        Assert.Contains("You already have", told.Subject);
        Assert.DoesNotMatch(@"\d{6}", told.Text);
    }
}
