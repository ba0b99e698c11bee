using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>The markup, which must work without scripts.</summary>
public sealed class SliderTests
{
    private static readonly SliderView View = new("abc", 320, 160, 54, "data:image/png;base64,AA==",
        "data:image/png;base64,BB==", "challenge", 19, "sign_in");

    [Fact]
    public async Task NamesTheCaptcha_InsideTheForm() =>
        Assert.Equal("abc", ((IHtmlInputElement)(await Render()).QuerySelector("input[name=captcha]")!).Value);

    [Fact]
    public async Task SendsTheClick_AtThePicturesOwnSize()
    {
        var spot = (IHtmlInputElement)(await Render()).QuerySelector("input[name=spot]")!;
        Assert.Equal("image", spot.Type);
        Assert.Equal("data:image/png;base64,AA==", spot.GetAttribute("src"));
        Assert.Equal(("320", "160"), (spot.GetAttribute("width"), spot.GetAttribute("height")));
        Assert.Equal("Click the gap that has the shape of the piece to continue", spot.GetAttribute("alt"));
    }

    [Fact]
    public async Task SaysTheError_WhereScreenReadersListen()
    {
        var page = await Render("That was not the place. Here is a new picture.");
        Assert.Equal("That was not the place. Here is a new picture.", page.QuerySelector(
            "[role=status][aria-live=polite]")!.TextContent);
    }

    [Fact]
    public async Task HasNoInlineScriptOrStyle()
    {
        var page = await Render();
        Assert.Empty(page.QuerySelectorAll("script, style, [style], [onclick], [onload]"));
    }

    private static async Task<IHtmlDocument> Render(string? error = null)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Slider>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["View"] = View,
                ["Error"] = error,
            }))).ToHtmlString());
        return new HtmlParser().ParseDocument($"<form>{html}</form>");
    }
}
