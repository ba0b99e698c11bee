using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The app's vault in a real browser: its database, its key derivation in a worker, its windows.</summary>
public sealed class VaultTests(Chromium chromium) : BrowserTest(chromium)
{
    internal const string Address = "/authenticator/";
    internal const string Password = "correct horse battery";
    internal const string LockScreen = "Unlock your codes";

    [BrowserFact]
    public async Task Opens_WhenThePasswordIsRight()
    {
        var window = await Made();
        await window.Page.ReloadAsync();
        await window.Sees(LockScreen);

        await window.Unlocks("correct horse");
        await window.Reads("That is not the password of this app.");
        await window.Unlocks(Password);
        await window.IsOpen();
    }

    [BrowserFact]
    public async Task LocksEveryWindow_WhenOneIsLocked()
    {
        var window = await Made();
        var other = await window.Context.NewPageAsync();
        await other.GotoAsync(Address);
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Unlock", Exact = true }).ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();

        await window.Sees(LockScreen);
    }

    [BrowserFact]
    public async Task LocksItself_WhenNobodyTouchesItForFiveMinutes()
    {
        var window = await NewWindow();
        await window.Page.Clock.InstallAsync();
        await Make(window);

        await window.Page.Clock.FastForwardAsync(290_000);
        await window.IsOpen();
        await window.Page.Clock.FastForwardAsync(10_000);

        await window.Sees(LockScreen);
    }

    [BrowserFact]
    public async Task SaysWhatWasLost_WhenTheBrowserHasDeletedIt()
    {
        var window = await Made();
        await window.Page.EvaluateAsync("() => new Promise(done => { const deleting = indexedDB.deleteDatabase('sparekey-authenticator'); deleting.onsuccess = done; })");
        await window.Page.ReloadAsync();

        await window.Sees("The accounts that were here are gone");
    }

    private async Task<Window> Made()
    {
        var window = await NewWindow();
        await Make(window);
        return window;
    }

    private static async Task Make(Window window)
    {
        await window.Opens(Address);
        await window.MakesAVault(Password);
    }
}
