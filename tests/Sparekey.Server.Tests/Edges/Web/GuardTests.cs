using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Web;

public sealed class GuardTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ReadsNoPicture_WhenTheTokenOpensNoReset()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
                "/reset/pictures/front") { Content =
                    new MultipartFormDataContent { { new ByteArrayContent(new byte[1024 * 1024]),
                "picture",
                "front.jpg" } } };
        request.Headers.Add("Cookie", "sparekey_recovery=" + new string('A', 64));

        using var reply = await _house.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.Redirect, "/reset/resume"),
            (reply.StatusCode, reply.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Refuses_WhenAPageIsSentWhatIsNoForm()
    {
        using var page = await _house.Http.GetAsync("/register");
        using var parsed = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/register") { Content = new StringContent(
            "{}", null,
            "application/json") };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        request.Headers.Add("RequestVerificationToken", ((IHtmlInputElement)parsed.QuerySelector(
            "input[name=__RequestVerificationToken]")!).Value);

        using var reply = await _house.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }
}
