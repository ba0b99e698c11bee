using Sparekey.Core.Accounts;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// A person who uses the server over HTTP, with everything that the person knows and holds. Extension methods add
/// journeys, one file each.
/// </summary>
public sealed class Person(House house, string email)
{
    public const string GoodPassword = "plum tractor sings at noon";

    public House House { get; } = house;
    public string Email { get; } = email;
    public string Password { get; set; } = GoodPassword;
    public string AccountId { get; set; } = "";

    /// <summary>Token of the newest session.</summary>
    public string Session { get; set; } = "";

    private static int _count;

    /// <summary>Opens an account with a new address and is signed in with the password only.</summary>
    public static async Task<Person> Opens(House house, string? email = null)
    {
        var person = new Person(house, email ?? $"person{Interlocked.Increment(ref _count)}@example.com");
        var registration = await house.Post("/v1/registrations",
            new
            {
                email = person.Email, password = person.Password,
                captcha_token = await house.CaptchaToken(CaptchaPurpose.Registration),
            });
        Assert.Equal(202, registration.Status);
        var confirmed = await house.Post("/v1/registration/confirm",
            new { code = await house.CodeSentTo(person.Email) }, registration.Text(
                "registration"));
        Assert.Equal(201, confirmed.Status);
        person.AccountId = confirmed.Text("account_id");
        person.Session = confirmed["session"]!["token"]!.GetValue<string>();
        return person;
    }

    /// <summary>Sends email, password and a captcha token; any response is returned.</summary>
    public async Task<House.Reply> BeginsSignIn(string? password = null) => await House.Post("/v1/sign-ins",
        new
        {
            email = Email, password = password ?? Password,
            captcha_token = await House.CaptchaToken(CaptchaPurpose.SignIn),
        });
}
