using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 13: messages are counted by address, account and network. A message over the limit gets the same response as a
/// sent one.
/// </summary>
public sealed class MessagesCostMoneyTests
{
    [Fact]
    public async Task HoldsBackTheSixthOfAnHour_AndAnswersTheSame()
    {
        await using var house = await House.Open();
        var replies = new List<House.Reply>();
        for (var i = 0; i < 6; i++) replies.Add(await Registers(house, "often@example.com"));

        Assert.All(replies, reply => Assert.Equal(202, reply.Status));
        Assert.Single(replies.Select(
            reply => string.Join(',', reply.Body!.AsObject().Select(member => member.Key))).Distinct());
        Assert.Equal(5, (await house.Inbox("often@example.com")).Count);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await Registers(house, "often@example.com");
        Assert.Equal(6, (await house.Inbox("often@example.com")).Count);
    }

    [Fact]
    public async Task HoldsBackTheTwentyFirstOfANetwork()
    {
        await using var house = await House.Open(s => s.SendLimits.PerNetworkHour = 20);
        for (var i = 0; i < 21; i++) Assert.Equal(202, (await Registers(house, $"one{i}@example.com")).Status);

        Assert.Single(await house.Inbox("one19@example.com"));
        Assert.Empty(await house.Inbox("one20@example.com"));
    }

    [Fact]
    public async Task HoldsBackTheEleventhOfAnAccountADay()
    {
        await using var house = await House.Open(
            s => (s.SendLimits.PerAddressHour, s.SendLimits.PerAddressDay) = (100, 100));
        var person = await Person.Opens(house);
        var phone = await person.HasPhone();
        for (var i = 0; i < 11; i++)
            Assert.Equal(202,
                (await house.Post("/v1/sign-in/codes", new { factor_id = phone, channel = "sms" },
                    await person.HalfSignsIn())).Status);

        Assert.Equal(10, (await house.Inbox("+84912345621")).Count);
    }

    [Fact]
    public async Task SendsNothing_WithoutCaptchaOrPassword()
    {
        await using var house = await House.Open();
        foreach (var captcha in (string?[])[null, "", "x", new string('a', 64)])
            Assert.Equal((422, "captcha_required"), await Short(house.Post("/v1/registrations", new { email =
                "free@example.com", password = Person.GoodPassword, captcha_token = captcha })));

        Assert.Empty(await house.Inbox("free@example.com"));
    }

    private static async Task<House.Reply> Registers(House house, string email) =>
        await house.Post("/v1/registrations",
            new
            {
                email, password = Person.GoodPassword,
                captcha_token = await house.SolvedCaptcha(CaptchaPurpose.Registration),
            });

    private static async Task<(int, string?)> Short(Task<House.Reply> reply) =>
        ((await reply).Status, (await reply).Code);
}
