using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Sparekey.Core;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Help;

public sealed class HelpPagesTests
{
    private static async Task<IHtmlDocument> Opens(House house, string path)
    {
        var reply = await house.Get(path);
        Assert.Equal(200, reply.Status);
        return new HtmlParser().ParseDocument(reply.Raw);
    }

    [Theory]
    [InlineData("/help", "Help")]
    [InlineData("/help/backup-key", "What is my backup key?")]
    [InlineData("/help/lost-phone", "I lost my phone, or have a new one")]
    [InlineData("/help/withdrawal-hold", "Why are my withdrawals off?")]
    public async Task OpensForAnybody(string path, string heading)
    {
        await using var house = await House.Open();

        var page = await Opens(house, path);

        Assert.Equal(heading, page.QuerySelectorAll("h1").Single().TextContent);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style]"));
    }

    [Theory]
    [InlineData(Profile.Exchange, "It is 4 groups of four letters and digits, like this: GEZD GNBV GY3T QOJQ")]
    [InlineData(Profile.Strict,
        "It is 8 groups of four letters and digits, like this: GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")]
    public async Task ShowsBackupKeyOfTheProfilesLength(Profile profile, string expected)
    {
        await using var house = await House.Open(s => s.Profile = profile);

        Assert.Contains(expected, (await Opens(house, "/help/backup-key")).Body!.TextContent);
    }

    [Fact]
    public async Task SaysTheHoldsInForce()
    {
        await using var house = await House.Open(s => s.Recovery.FactorChangeHold = TimeSpan.FromHours(36));

        Assert.Equal(["36 hours", "48 hours", "5 days", "until it is lifted"], (await Opens(house,
            "/help/withdrawal-hold")).QuerySelectorAll("td:last-child").Select(c => c.TextContent));
    }

    [Fact]
    public async Task SaysWhereToTurn_WhenConfigured()
    {
        await using var house = await House.Open(s => s.Support = "https://help.example.com");

        Assert.NotNull((await Opens(house, "/help")).QuerySelector("main a[href='https://help.example.com']"));
    }
}
