using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>
/// A window of the browser in front of a person: they press, type and read by the words on the page. Whatever the
/// browser complains about is noted.
/// </summary>
public sealed class Window
{
    // A step that was refused answers 4xx, and the browser notes that of itself; the page says it to the person.
    private static readonly Regex Refusal = new(@"Failed to load resource: "
        + @"(the server responded with a status of (401|409|410|422|423|429)\b|net::ERR_INTERNET_DISCONNECTED)");

    /// <summary>Milliseconds for anything to appear, on a machine with much else to do.</summary>
    public const float Patience = 30_000;

    private readonly House _house;
    private readonly List<string> _troubles = [];

    private Window(House house, IBrowserContext context, IPage page)
    {
        (_house, Context, Page) = (house, context, page);
        page.Console += (_, message) => Note(message);
        page.PageError += (_, error) => _troubles.Add($"{Path}: {error}");
        page.Response += (_, response) => Visited.Add(new Uri(response.Url).AbsolutePath);
        page.SetDefaultTimeout(Patience);
    }

    public IBrowserContext Context { get; }
    public IPage Page { get; }
    public House House => _house;

    /// <summary>
    /// Errors of scripts and violations of the content security policy. A test fails where there is one.
    /// </summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>Noted by a thread of Playwright's, whenever it comes.</summary>
    public ConcurrentBag<string> Visited { get; } = [];

    public string Path => new Uri(Page.Url).AbsolutePath;

    public static async Task<Window> Open(Chromium chromium, House house, bool scripts = true)
    {
        var context = await chromium.NewContext(house.Address, scripts);
        return new Window(house, context, await context.NewPageAsync());
    }

    public static async Task<Window> Open(IBrowser browser, House house)
    {
        var context = await Chromium.NewContext(browser, house.Address);
        return new Window(house, context, await context.NewPageAsync());
    }

    /// <summary>Gives this window a cookie as a step walked elsewhere has left it.</summary>
    public Task Holds(string cookie, string token) =>
        Context.AddCookiesAsync([new()
        {
            Name = _house.Get<Cookies>().NameOf(cookie),
            Value = token,
            Url = _house.Address.ToString(),
            HttpOnly = true,
        }]);

    public Task Opens(string path) => Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });

    public Task Presses(string button) => Button(button).ClickAsync();

    /// <summary>
    /// Presses, and waits for the next page to have come. For steps whose next page may look like the one before.
    /// </summary>
    public async Task Turns(ILocator button)
    {
        await Page.EvaluateAsync("() => { document.documentElement.dataset.left = 'yes'; }");
        await button.ClickAsync();
        await Assertions.Expect(Page.Locator("html[data-left]")).ToHaveCountAsync(0);
        await Settles();
    }

    /// <summary>Pictures and scripts of the page have come.</summary>
    public Task Settles() =>
        Page.EvaluateAsync("async () => { if (document.readyState !== 'complete') await new Promise(done => "
            + "addEventListener('load', done, { once: true })); }");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task Follows(string link) =>
        Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    public Task Types(string label, string text) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    // The label lies over its box, and the mouse presses it there: force presses where a person would.
    public Task Ticks(string label) =>
        Page.GetByRole(AriaRole.Checkbox, new() { Name = label, Exact = true }).CheckAsync(new() { Force = true });

    public Task Chooses(string label) =>
        Page.GetByRole(AriaRole.Radio, new() { Name = label, Exact = true }).CheckAsync(new() { Force = true });

    /// <summary>Waits for the page with this heading, then says that it is there.</summary>
    public Task Sees(string heading) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).First)
            .ToBeVisibleAsync();

    /// <summary>
    /// Waits for the address; a * stands for one part of it. Playwright's own WaitForURLAsync can miss the event that
    /// it waits for (playwright-dotnet issue 3364).
    /// </summary>
    public Task Arrives(string path) =>
        Assertions.Expect(Page)
            .ToHaveURLAsync(
                new Regex($"^{Regex.Escape(new Uri(_house.Address, path).ToString()).Replace(@"\*", "[^/?]+")}$"));

    /// <summary>The page has come back, and its title says it first.</summary>
    public Task IsToldOfAnError() => Assertions.Expect(Page).ToHaveTitleAsync(new Regex("^Error: "));

    public Task Reads(string words) => Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync();

    private void Note(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !Refusal.IsMatch(message.Text))
            _troubles.Add($"{Path}: {message.Text}");
    }
}
