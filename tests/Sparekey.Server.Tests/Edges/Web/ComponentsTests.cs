using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sparekey.Server.Dev;

namespace Sparekey.Server.Tests.Edges.Web;

/// <summary>The gallery shows every component, so what holds there holds on every page built from them.</summary>
public sealed class ComponentsTests : IAsyncLifetime
{
    private readonly WebApplication app = Start();
    private HttpClient client = null!;

    public static TheoryData<string> Pages => new("", "sign-in", "code", "reset", "security", "backup-key", "queue");

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_HasNothingInline(string show)
    {
        var page = await Open(show);

        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
        Assert.DoesNotContain(page.All,
            element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_HasOneHeading_AndUniqueIds(string show)
    {
        var page = await Open(show);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("[id]")
            .GroupBy(element => element.Id)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task EveryControl_HasALabel_AndTheDescriptionsThatItNames(string show)
    {
        var page = await Open(show);

        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select"))
        {
            Assert.NotNull(page.QuerySelector($"label[for='{control.Id}']"));
            foreach (var id in (control.GetAttribute("aria-describedby") ?? "").Split(
                ' ', StringSplitOptions.RemoveEmptyEntries))
                Assert.NotNull(page.GetElementById(id));
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task EveryPost_CarriesAnAntiforgeryToken(string show)
    {
        var page = await Open(show);

        Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector(
            "input[name=__RequestVerificationToken]")));
    }

    [Fact]
    public async Task Title_BeginsWithError_AndTheSummaryLeadsToTheField()
    {
        var page = await Open("sign-in");

        Assert.Equal("Error: Sign in · Sparekey", page.QuerySelector("title")!.TextContent);
        Assert.Equal("#password", page.QuerySelector("[data-error-summary] a")!.GetAttribute("href"));
        Assert.Equal("true", page.GetElementById("password")!.GetAttribute("aria-invalid"));
        Assert.Equal("password-error", page.GetElementById("password")!.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Steps_SayWhereOneIs()
    {
        var page = await Open("reset");

        Assert.Equal("Step 2 of 6 What is unavailable", page.QuerySelector(".steps-now")!.TextContent.Trim());
        Assert.Equal("What is unavailable You are here",
            string.Join(' ',
                page.QuerySelector("[aria-current=step]")!.TextContent
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Countdown_SaysItInWords_WithoutScripts()
    {
        var page = await Open("security");

        Assert.Equal("47 hours 59 minutes, until 24 November 2026, 05:32 UTC",
            page.QuerySelector("[data-countdown]")!.TextContent);
    }

    [Fact]
    public async Task Secret_IsShownInGroupsOfFour()
    {
        var page = await Open("backup-key");

        Assert.Equal(["JBSW", "Y3DP", "EHPK", "3PXP"],
            page.QuerySelectorAll(".secret-group").Select(group => group.TextContent));
    }

    [Fact]
    public async Task ResendAndTools_WorkOrHide_WithoutScripts()
    {
        var page = await Open("");

        Assert.All(page.QuerySelectorAll("[data-resend] button"), button => Assert.False(button.HasAttribute(
            "disabled")));
        Assert.All(page.QuerySelectorAll("[data-copy], [data-print], [data-reveal]"),
            button => Assert.True(button.HasAttribute(
                "hidden")));
    }

    private async Task<IDocument> Open(
        string show) => await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(
        $"/?show={show}"));

    private static WebApplication Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var started = builder.Build();
        var now = new DateTimeOffset(2026, 11, 22, 5, 33, 0, TimeSpan.Zero);
        started.MapGet("/",
            (string? show) =>
                new RazorComponentResult<Gallery>(new Dictionary<string, object?> { ["Show"] = show, ["Now"] = now }));
        return started;
    }
}
