using System.Diagnostics;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Journeys;
using Xunit.Abstractions;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Law 2: neither the response nor its time shows whether an account exists.</summary>
public sealed class StrangersLearnNothingTests(ITestOutputHelper output)
{
    private const int Samples = 400;
    private const int Rounds = 5;   // on a shared machine an honest comparison may fail once
    private const double Rejection = 0.01;
    // Share of the time: a smaller difference of the medians counts as none, whatever the ranks say.
    private const double Nothing = 0.01;

    [Fact]
    public async Task SignInAnswersTheSame_WhenAddressIsUnknown()
    {
        await using var house = await House.Open();
        var known = await Person.Opens(house, "known@example.com");
        var stranger = new Person(house, "other@example.com");

        for (var attempt = 0; attempt < 7; attempt++)
        {
            var wrong = await known.BeginsSignIn("not the password at all");
            var unknown = await stranger.BeginsSignIn("not the password at all");
            Assert.Equal((wrong.Status, wrong.Raw), (unknown.Status, unknown.Raw));
            Assert.Equal(HeaderNames(wrong), HeaderNames(unknown));
        }
    }

    [Fact]
    public async Task RegistrationAnswersTheSame_WhenAddressIsTaken()
    {
        await using var house = await House.Open();
        await Person.Opens(house, "known@example.com");

        var taken = await Registers(house, "known@example.com", await house.SolvedCaptcha(CaptchaPurpose.Registration));
        var free = await Registers(house, "other@example.com", await house.SolvedCaptcha(CaptchaPurpose.Registration));

        Assert.Equal((202, 202), (taken.Status, free.Status));
        Assert.Equal(taken.Raw.Length, free.Raw.Length);
        Assert.Equal(("k•••@example.com", "o•••@example.com"), (taken.Text("sent_to"), free.Text("sent_to")));
        Assert.Equal(taken.Text("expires_at"), free.Text("expires_at"));

        var (tokenOfTaken, tokenOfFree) = (taken.Text("registration"), free.Text("registration"));
        Assert.Equal((await house.Post("/v1/registration/codes", null, tokenOfTaken)).Raw, (await house.Post(
            "/v1/registration/codes", null, tokenOfFree)).Raw);
        house.Clock.Advance(TimeSpan.FromSeconds(61));
        var (again, againFree) = (await house.Post("/v1/registration/codes", null, tokenOfTaken), await house.Post(
            "/v1/registration/codes", null, tokenOfFree));
        Assert.Equal((202, again.Raw.Replace("\"k\\u", "\"o\\u", StringComparison.Ordinal)),
            (againFree.Status, againFree.Raw));
        Assert.Equal(
            (await house.Post("/v1/registration/confirm", new { code = "no code" }, tokenOfTaken)).Raw,
            (await house.Post("/v1/registration/confirm", new { code = "no code" }, tokenOfFree)).Raw);
    }

    [Fact]
    public Task SignInTakesTheSameTime_WhenAddressIsUnknown() =>
        TakesTheSameTime(CaptchaPurpose.SignIn, BeginsSignIn, 401);

    [Fact]
    public Task RegistrationTakesTheSameTime_WhenAddressIsTaken() =>
        TakesTheSameTime(CaptchaPurpose.Registration, Registers, 202);

    private async Task TakesTheSameTime(CaptchaPurpose purpose, Func<House, string, string, Task<House.Reply>> call,
        int status)
    {
        await using var house = await House.Open();
        await Person.Opens(house, "known@example.com");
        // Work of the outbox between two calls would slow down the second.
        await house.Get<Outbox>().StopAsync(CancellationToken.None);
        for (var i = 0; i < 20; i++) await Timed("known@example.com");
        for (var round = 1; ; round++)
        {
            List<double> known = [], unknown = [];
            for (var pair = 0; pair < Samples; pair++)
                foreach (var isKnown in Random.Shared.Next(2) == 0 ? (bool[])[true, false] : [false, true])
                    (isKnown ? known : unknown).Add(await Timed(isKnown ? "known@example.com" : "other@example.com"));
            var (a, b) = (RankTest.Median(known), RankTest.Median(unknown));
            var (off, p) = (Math.Abs(a - b) / Math.Max(a, b), RankTest.P(known, unknown));
            output.WriteLine($"round {round}: known {a:F2} ms, unknown {b:F2} ms, {off:P2} apart, p {p:F3}");
            if (p >= Rejection || off <= Nothing) return;
            if (round == Rounds) Assert.Fail(
                $"Known and unknown addresses take a different time: {a:F2} ms and {b:F2} ms, p {p:F5}.");
        }

        async Task<double> Timed(string email)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(61));   // past every wait and hourly limit, equally for both
            var captcha = await house.SolvedCaptcha(purpose);
            var watch = Stopwatch.StartNew();
            var reply = await call(house, email, captcha);
            watch.Stop();
            Assert.Equal(status, reply.Status);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static Task<House.Reply> BeginsSignIn(House house, string email, string captcha) =>
        house.Post("/v1/sign-ins", new { email, password = "not the password at all", captcha_token = captcha });

    private static Task<House.Reply> Registers(House house, string email, string captcha) =>
        house.Post("/v1/registrations",
            new { email, password = "plum tractor sings at noon", captcha_token = captcha });

    private static string[] HeaderNames(House.Reply reply) =>
        [.. reply.Headers.Select(h => h.Key).Order(StringComparer.Ordinal)];
}
