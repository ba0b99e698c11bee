using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>
/// A browser window, used as a person does: presses, types and reads by the words on the page. Every error that the
/// browser reports is recorded.
/// </summary>
public sealed class Window
{
    // Messages that are expected: the browser logs the 4xx response of a refused step, and requests without a network.
    private static readonly Regex Refusal = new(@"Failed to load resource: "
        + @"(the server responded with a status of (401|409|410|422|423|429)\b|net::ERR_INTERNET_DISCONNECTED)");

    /// <summary>Milliseconds in which everything must appear, even on a busy machine.</summary>
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
    /// Errors of scripts and violations of the content security policy. A test fails if there is one.
    /// </summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>Paths of all responses. A thread of Playwright adds them at any time.</summary>
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

    /// <summary>Gives this window a cookie from a step that was done outside the browser.</summary>
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
    /// Presses a button and waits until the next page is loaded. For steps whose next page may look like the current
    /// page.
    /// </summary>
    public async Task Turns(ILocator button)
    {
        await Page.EvaluateAsync("() => { document.documentElement.dataset.left = 'yes'; }");
        await button.ClickAsync();
        await Assertions.Expect(Page.Locator("html[data-left]")).ToHaveCountAsync(0);
        await Settles();
    }

    /// <summary>Waits until the pictures and scripts of the page are loaded.</summary>
    public Task Settles() =>
        Page.EvaluateAsync("async () => { if (document.readyState !== 'complete') await new Promise(done => "
            + "addEventListener('load', done, { once: true })); }");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task Follows(string link) =>
        Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    public Task Types(string label, string text) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    // The label covers its box, so Playwright would refuse the click. Force clicks where a person clicks.
    public Task Ticks(string label) =>
        Page.GetByRole(AriaRole.Checkbox, new() { Name = label, Exact = true }).CheckAsync(new() { Force = true });

    public Task Chooses(string label) =>
        Page.GetByRole(AriaRole.Radio, new() { Name = label, Exact = true }).CheckAsync(new() { Force = true });

    /// <summary>Waits for the page with this heading.</summary>
    public Task Sees(string heading) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).First)
            .ToBeVisibleAsync();

    /// <summary>
    /// Waits for the address, in which a * stands for one segment. Playwright's own WaitForURLAsync can miss its event
    /// (playwright-dotnet issue 3364).
    /// </summary>
    public Task Arrives(string path) =>
        Assertions.Expect(Page)
            .ToHaveURLAsync(
                new Regex($"^{Regex.Escape(new Uri(_house.Address, path).ToString()).Replace(@"\*", "[^/?]+")}$"));

    /// <summary>Waits until the page reports an error, which its title names first.</summary>
    public Task IsToldOfAnError() => Assertions.Expect(Page).ToHaveTitleAsync(new Regex("^Error: "));

    public Task Reads(string words) => Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync();

    private void Note(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !Refusal.IsMatch(message.Text))
            _troubles.Add($"{Path}: {message.Text}");
    }
}
