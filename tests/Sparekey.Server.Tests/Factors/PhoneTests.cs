using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class PhoneTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task SignsIn_WhenConfirmed()
    {
        var person = await Person.Opens(_house);
        var phone = await person.ConfirmsPhone();

        await person.SignsInWithPhone(phone);

        var account = await person.LooksAtAccount();
        Assert.Equal("+84 ••• ••• 21", account.Text("phone_hint"));
        Assert.DoesNotContain("912345", account.Raw);
    }

    [Fact]
    public async Task ShowsWhenItWasLastUsed()
    {
        var person = await Person.Opens(_house);
        var phone = await person.ConfirmsPhone();
        Assert.Null((await person.LooksAtAccount())["factors"]![0]!["last_used_at"]);
        _house.Clock.Advance(TimeSpan.FromHours(3));

        await person.SignsInWithPhone(phone);

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
            (await person.LooksAtAccount())["factors"]![0]!["last_used_at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task CodeIsSpoken_WhenVoiceIsAskedFor()
    {
        var person = await Person.Opens(_house);

        await _house.Post("/v1/account/phones", new { number = Journeys.Factors.Number, channel = "voice" },
            person.Session);

        var call = (await _house.Inbox(Journeys.Factors.Number))[0];
        Assert.Equal("voice", call.Channel);
        Assert.Matches(@"\d, \d, \d, \d, \d, \d", call.Text);
    }

    [Fact]
    public async Task ResendVoidsTheFirstCodeAndKeepsTheCount()
    {
        var person = await Person.Opens(_house);
        var id = (await _house.Post("/v1/account/phones", new { number = Journeys.Factors.Number },
                person.Session)).Text(
            "factor_id");
        var first = await _house.CodeSentTo(Journeys.Factors.Number);
        Assert.Equal((429, "wait"),
            Told(await _house.Post($"/v1/account/phones/{id}/codes", new { channel = "sms" }, person.Session)));
        _house.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(202,
            (await _house.Post($"/v1/account/phones/{id}/codes", new { channel = "sms" }, person.Session)).Status);
        var second = await _house.CodeSentTo(Journeys.Factors.Number);

        if (first != second)
            Assert.Equal("wrong_code",
                (await _house.Post($"/v1/account/phones/{id}/confirm", new { code = first }, person.Session)).Code);
        Assert.Equal(200,
            (await _house.Post($"/v1/account/phones/{id}/confirm", new { code = second }, person.Session)).Status);
        Assert.Equal((409, "already_confirmed"),
            Told(await _house.Post($"/v1/account/phones/{id}/confirm", new { code = second }, person.Session)));
    }

    [Fact]
    public async Task FiveTries_AndNoMore_WhenTheyComeTogether()
    {
        var person = await Person.Opens(_house);
        var id = (await _house.Post("/v1/account/phones", new { number = Journeys.Factors.Number },
                person.Session)).Text(
            "factor_id");
        var code = await _house.CodeSentTo(Journeys.Factors.Number);
        var wrong = code == "000000" ? "000001" : "000000";

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _house.Post(
            $"/v1/account/phones/{id}/confirm", new { code = wrong }, person.Session)));

        Assert.Equal(5, replies.Count(r => r.Status == 422));
        Assert.Equal(35, replies.Count(r => r.Status == 429));
        Assert.Equal(429, (await _house.Post($"/v1/account/phones/{id}/confirm", new { code }, person.Session)).Status);
    }

    [Fact]
    public async Task Refuses_WhenNumberIsKnownOrWrongOrTheFourth()
    {
        var person = await Person.Opens(_house);
        await person.ConfirmsPhone();
        Assert.Equal((409, "already_confirmed"), Told(await _house.Post("/v1/account/phones", new { number =
            "+84 912 345 621" }, person.Session)));
        Assert.Equal((400, "invalid_request"), Told(await _house.Post("/v1/account/phones", new { number =
            "0912345621" }, person.Session)));
        await person.ConfirmsPhone("+84912345622");
        await person.ConfirmsPhone("+84912345623");

        Assert.Equal((409, "too_many_factors"), Told(await _house.Post("/v1/account/phones", new { number =
            "+84912345624" }, person.Session)));
    }

    [Fact]
    public async Task CodeOfOneNumber_ConfirmsNoOther()
    {
        var person = await Person.Opens(_house);
        var stranger = await Person.Opens(_house);
        await _house.Post("/v1/account/phones", new { number = "+84912345601" }, stranger.Session);
        var theirs = await _house.CodeSentTo("+84912345601");
        var id = (await _house.Post("/v1/account/phones", new { number = "+84912345602" }, person.Session)).Text(
            "factor_id");

        if (theirs != await _house.CodeSentTo("+84912345602"))
            Assert.Equal("wrong_code",
                (await _house.Post($"/v1/account/phones/{id}/confirm", new { code = theirs }, person.Session)).Code);
        Assert.Equal(404,
            (await _house.Post($"/v1/account/phones/{id}/confirm", new { code = theirs }, stranger.Session)).Status);
    }

    private static (int, string?) Told(House.Reply reply) => (reply.Status, reply.Code);
}
