using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// A browser tab without JavaScript: keeps cookies, follows redirects, fills in and submits the forms of its page.
/// </summary>
public sealed class Tab(House house) : IDisposable
{
    // Cookies are kept here and not by the client: their dates follow the test's clock, which the client does not know.
    private readonly Dictionary<string, string> _cookies = [];

    public IHtmlDocument Page { get; private set; } = null!;
    public int Status { get; private set; }

    /// <summary>Path and query of the present page.</summary>
    public string At { get; private set; } = "";

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The entries of the error summary.</summary>
    public string[] Errors => [.. Page.QuerySelectorAll("[data-error-summary] li").Select(li => li.TextContent.Trim())];

    public async Task Open(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        await Send(request);
    }

    /// <summary>
    /// Submits a form with its values, the filled-in values, and the pressed button, whose own address takes
    /// precedence.
    /// </summary>
    /// <param name="button">Text of the button; null presses Enter, which uses the first one.</param>
    public async Task Submit(object? fill = null, string? button = null, string form = "main form")
    {
        var at = button is null
            ? Page.QuerySelector(form) as IHtmlFormElement
            : Page.QuerySelectorAll<IHtmlButtonElement>("button")
                .FirstOrDefault(b => b.TextContent.Trim() == button)?.Form;
        Assert.True(at is not null, $"No form for '{button}' on {At}: {Page.Body!.TextContent}");
        var values = at!.Elements.OfType<IHtmlInputElement>()
            .Where(i => i.Type is not ("submit" or "image" or "button") && i.Name is not null
                && (i.Type is not ("radio" or "checkbox") || i.IsChecked))
            .ToDictionary(i => i.Name!, i => i.Value);
        foreach (var property in fill?.GetType().GetProperties() ?? []) values[property.Name.Replace('_', '.').Replace(
            "factor.id", "factor_id", StringComparison.Ordinal)] = property.GetValue(fill)?.ToString() ?? "";
        var pressed = at.QuerySelectorAll<IHtmlButtonElement>("button")
            .FirstOrDefault(b => button is null ? b.Type == "submit" : b.TextContent.Trim() == button);
        if (pressed?.Name is { Length: > 0 } name) values[name] = pressed.Value;
        var address = pressed?.GetAttribute("formaction") ?? at.GetAttribute("action") ?? At;
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(values),
        };
        await Send(request);
    }

    /// <summary>
    /// Presses the gap in the slider's picture and submits the form. The position comes from the database.
    /// </summary>
    public async Task PressGap(string email, string password, int off = 0)
    {
        var id = Page.QuerySelector<IHtmlInputElement>("input[name=captcha]")!.Value;
        var gap = await house.Database.One<int>("SELECT gap_x FROM captchas WHERE captcha_id = @id", new { id },
            CancellationToken.None);
        await Submit(new { email, password, spot_x = gap + SliderPicture.PieceSize / 2 + off, spot_y = 10 });
    }

    /// <summary>Address of the link with this text.</summary>
    public string Link(string text) => Page.QuerySelectorAll<IHtmlAnchorElement>("a")
        .First(a => a.TextContent.Trim() == text || a.GetAttribute(
            "aria-label") == text).GetAttribute("href")!;

    private async Task Send(HttpRequestMessage request)
    {
        if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c =>
            $"{c.Key}={c.Value}")));
        using var response = await house.Http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]);
            if (value.Length > 0) _cookies[name] = value;
            else _cookies.Remove(name);
        }
        if (response.Headers.Location is { } next)
        {
            await Open(next.ToString());
            return;
        }
        (Status, At) = ((int)response.StatusCode,
            request.RequestUri!.IsAbsoluteUri ? request.RequestUri.PathAndQuery : request.RequestUri.ToString());
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => Page?.Dispose();
}
