using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>A tab of a browser without JavaScript: keeps cookies, follows redirects, fills in and sends the forms of the page it shows.</summary>
public sealed class Tab(House house) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = house.Address };

    public IHtmlDocument Page { get; private set; } = null!;
    public int Status { get; private set; }

    /// <summary>Path and query of the page that is shown.</summary>
    public string At { get; private set; } = "";

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What the error summary says.</summary>
    public string[] Errors => [.. Page.QuerySelectorAll("[data-error-summary] li").Select(li => li.TextContent.Trim())];

    public async Task Open(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        await Show(response);
    }

    /// <summary>Sends a form with everything it holds, what is filled in, and the button that is pressed, whose address wins.</summary>
    /// <param name="button">Text of the button; null presses Enter, which is the first one.</param>
    public async Task Submit(object? fill = null, string? button = null, string form = "main form")
    {
        var at = button is null
            ? Page.QuerySelector(form) as IHtmlFormElement
            : Page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => b.TextContent.Trim() == button)?.Form;
        Assert.True(at is not null, $"No form for '{button}' on {At}: {Page.Body!.TextContent}");
        var values = at!.Elements.OfType<IHtmlInputElement>().Where(i => i.Type is not ("submit" or "image" or "button") && i.Name is not null && (i.Type is not ("radio" or "checkbox") || i.IsChecked)).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var property in fill?.GetType().GetProperties() ?? []) values[property.Name.Replace('_', '.').Replace("factor.id", "factor_id", StringComparison.Ordinal)] = property.GetValue(fill)?.ToString() ?? "";
        var pressed = at.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => button is null ? b.Type == "submit" : b.TextContent.Trim() == button);
        if (pressed?.Name is { Length: > 0 } name) values[name] = pressed.Value;
        var address = pressed?.GetAttribute("formaction") ?? at.GetAttribute("action") ?? At;
        using var response = await _http.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(values));
        await Show(response);
    }

    /// <summary>Presses the gap of the slider's picture, knowing where it is, and sends its form with it.</summary>
    public async Task PressGap(string email, string password, int off = 0)
    {
        var id = Page.QuerySelector<IHtmlInputElement>("input[name=captcha]")!.Value;
        var gap = await house.Database.One<int>("SELECT gap_x FROM captchas WHERE captcha_id = @id", new { id }, CancellationToken.None);
        await Submit(new { email, password, spot_x = gap + Sparekey.Server.Captcha.SliderPicture.PieceSize / 2 + off, spot_y = 10 });
    }

    /// <summary>Address behind a link with this text.</summary>
    public string Link(string text) => Page.QuerySelectorAll<IHtmlAnchorElement>("a").First(a => a.TextContent.Trim() == text || a.GetAttribute("aria-label") == text).GetAttribute("href")!;

    private async Task Show(HttpResponseMessage response)
    {
        (Status, At) = ((int)response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery);
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        _http.Dispose();
        Page?.Dispose();
    }
}
