using Microsoft.Playwright;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>
/// Each test has its own server and its own windows. At the end, the browser must not have reported any error.
/// </summary>
[Collection(InChromium.Name)]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly List<Window> _windows = [];

    protected Chromium Chromium { get; } = chromium;
    protected House House { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        // A browser expires cookies by its own clock, so the clock of the server begins at the present time. The time
        // is rounded down to seconds, because codes are computed from whole seconds.
        House = await House.Open(clock: new TestClock(
            DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())));
        House.Settings.Origin = House.Address;   // links in messages lead to this server
    }

    protected async Task<Window> NewWindow(bool scripts = true)
    {
        var window = await Window.Open(Chromium, House, scripts);
        _windows.Add(window);
        return window;
    }

    /// <summary>Opens a window of another browser, such as a browser with a camera.</summary>
    protected async Task<Window> NewWindow(IBrowser browser)
    {
        var window = await Window.Open(browser, House);
        _windows.Add(window);
        return window;
    }

    /// <summary>Opens a window of a person who is already signed in.</summary>
    protected async Task<Window> WindowOf(Person person)
    {
        var window = await NewWindow();
        await window.Holds(Cookies.Session, person.Session);
        return window;
    }

    /// <summary>Opens a window of a person who has entered the password and must now do the second step.</summary>
    protected async Task<Window> HalfSignedIn(Person person)
    {
        var window = await NewWindow();
        await window.Holds(Cookies.SignIn, await person.ReachesSecondStep());
        await window.Opens("/sign-in/verify");
        return window;
    }

    public virtual async Task DisposeAsync()
    {
        var troubles = _windows.SelectMany(window => window.Troubles).ToList();
        foreach (var window in _windows) await window.Context.CloseAsync();
        await House.DisposeAsync();
        Assert.Empty(troubles);
    }
}
