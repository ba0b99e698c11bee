using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Sparekey.Edges.Configuration;
using Sparekey.Server.Captcha;
using Sparekey.Server.Dev;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Dev;

public sealed class InboxTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private async Task Registers(string email) =>
        await _house.Post("/v1/registrations",
            new
            {
                email, password = Person.GoodPassword,
                captcha_token = await _house.CaptchaToken(CaptchaPurpose.Registration),
            });

    [Fact]
    public async Task ShowsAtOnceWhatWasSentToAnAddress()
    {
        await Registers("one@example.com");
        await Registers("two@example.com");

        var reply = await _house.Get("/dev/messages?to=ONE@example.com");

        var message = Assert.Single(reply["messages"]!.AsArray())!;
        Assert.Equal(("email", "one@example.com", "Your code for Sparekey", "2026-03-02T09:00:00.000Z"),
            (message["channel"]!.GetValue<string>(), message["to"]!.GetValue<string>(),
                message["subject"]!.GetValue<string>(), message["sent_at"]!.GetValue<string>()));
        Assert.Matches(@"Your code is \d{6}\n", message["text"]!.GetValue<string>());
        Assert.Equal(2, (await _house.Get("/dev/messages"))["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task PageShowsNewestFirst_WithCodesAndLinks()
    {
        await Registers("one@example.com");
        var person = await Person.Opens(_house, "two@example.com");

        var page = new HtmlParser().ParseDocument((await _house.Get("/dev/inbox")).Raw);

        Assert.Equal(["Your Sparekey account is open", "Your code for Sparekey", "Your code for Sparekey"],
            page.QuerySelectorAll(
                "article h2").Select(h => h.TextContent));
        Assert.Equal(await _house.CodeSentTo("one@example.com"),
            page.QuerySelectorAll("article .message-code")[^1].TextContent);
        Assert.Equal($"{_house.Settings.Origin}security", page.QuerySelector("article .message-text a")!.GetAttribute(
            "href"));
        Assert.Equal(2,
            new HtmlParser().ParseDocument((await _house.Get($"/dev/inbox?to={person.Email}")).Raw).QuerySelectorAll(
                "article").Length);
    }

    [Theory]
    [InlineData("/dev/messages")]
    [InlineData("/dev/inbox")]
    [InlineData("/dev/gallery")]
    public async Task IsNotThere_WhenAskedUnderAnotherName(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "rebound.example.com";

        using var response = await _house.Http.SendAsync(request);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal(200, (await _house.Get(path)).Status);
    }

    [Theory]
    [InlineData("/dev/messages")]
    [InlineData("/dev/inbox")]
    [InlineData("/dev/gallery")]
    public async Task IsNotThere_WhenRequestComesFromElsewhere(string path)
    {
        // A trusted proxy reports where the request came from.
        await using var house = await House.Open(s => s.TrustedProxies = ["127.0.0.1"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));

        using var response = await house.Http.SendAsync(request);

        Assert.Equal(404, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/dev/messages")]
    [InlineData("/dev/inbox")]
    [InlineData("/dev/gallery")]
    public async Task IsNotThere_InProduction(string path)
    {
        await using var house = await House.Open(s => s.Mode = Mode.Production);

        Assert.Equal(404, (await house.Get(path)).Status);
    }

    [Theory]
    [InlineData("Code 123456.", "Plain:Code |Code:123456|Plain:.")]
    [InlineData("Code 1, 2, 3, 4, 5, 6.", "Plain:Code |Code:1, 2, 3, 4, 5, 6|Plain:.")]
    [InlineData("See https://a.example/x?token=12345678.",
        "Plain:See |Link:https://a.example/x?token=12345678|Plain:.")]
    [InlineData("1234567 and +84901234521", "Plain:1234567 and +84901234521")]
    public void CutsText(string text, string expected) => Assert.Equal(expected,
        string.Join('|', MessageText.Cut(text).Select(p =>
            $"{p.Kind}:{p.Text}")));
}
