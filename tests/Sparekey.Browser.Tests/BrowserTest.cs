using Microsoft.Playwright;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>A server of its own for each test, windows onto it, and no complaint of the browser in the end.</summary>
[Collection(InChromium.Name)]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly List<Window> _windows = [];

    protected Chromium Chromium { get; } = chromium;
    protected House House { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        // A browser forgets cookies by its own clock, so the server's begins at the present. To the second: codes are
        // computed from whole seconds.
        House = await House.Open(clock: new TestClock(
            DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())));
        House.Settings.Origin = House.Address;   // links in messages lead here
    }

    protected async Task<Window> NewWindow(bool scripts = true)
    {
        var window = await Window.Open(Chromium, House, scripts);
        _windows.Add(window);
        return window;
    }

    /// <summary>A window of another browser, such as one with a camera.</summary>
    protected async Task<Window> NewWindow(IBrowser browser)
    {
        var window = await Window.Open(browser, House);
        _windows.Add(window);
        return window;
    }

    /// <summary>A window of somebody who is signed in already.</summary>
    protected async Task<Window> WindowOf(Person person)
    {
        var window = await NewWindow();
        await window.Holds(Cookies.Session, person.Session);
        return window;
    }

    /// <summary>A window of somebody who has entered the password and is asked for the second step.</summary>
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
