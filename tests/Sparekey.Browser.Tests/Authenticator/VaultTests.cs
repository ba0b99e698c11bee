using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The app's vault in a real browser: the database, key derivation in a worker, several windows.</summary>
public sealed class VaultTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task Opens_WhenThePasswordIsRight()
    {
        var window = await Made();
        await window.Page.ReloadAsync();
        await window.Unlocks("plum tractor sing");
        await window.Reads("That is not the password of this app.");
        await window.Unlocks();
        await window.IsOpen();
    }

    [BrowserFact]
    public async Task LocksEveryWindow_WhenOneIsLocked()
    {
        var window = await Made();
        var other = await window.Context.NewPageAsync();
        await other.GotoAsync(AppInHand.Address);
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync(AppInHand.Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Unlock", Exact = true }).ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();

        await window.Sees(AppInHand.LockScreen);
    }

    [BrowserFact]
    public async Task SaysWhoseTheFirstPasswordIs_WhenTwoWindowsChooseOne()
    {
        var window = await NewWindow();
        var other = await window.Context.NewPageAsync();
        // The other window must not learn about the first password.
        await other.AddInitScriptAsync("BroadcastChannel.prototype.addEventListener = () => {};");
        await other.GotoAsync(AppInHand.Address);
        await other.GetByLabel("New password", new() { Exact = true }).FillAsync("another tractor sings");
        await other.GetByLabel("The same once more", new() { Exact = true }).FillAsync("another tractor sings");
        await window.SetsUpTheApp();
        await other.GetByRole(AriaRole.Button, new() { Name = "Set the password", Exact = true }).ClickAsync();

        await Assertions.Expect(other.GetByText("Another window has just set a password")).ToBeVisibleAsync();
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync(AppInHand.Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Unlock", Exact = true }).ClickAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }))
            .ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task LocksItself_WhenNobodyTouchesItForFiveMinutes()
    {
        var window = await NewWindow();
        await window.Page.Clock.InstallAsync();
        await window.SetsUpTheApp();

        await window.Page.Clock.FastForwardAsync(240_000);
        await window.IsOpen();
        await window.Page.Clock.FastForwardAsync(60_000);

        await window.Sees(AppInHand.LockScreen);
    }

    [BrowserFact]
    public async Task SaysWhatWasLost_WhenTheBrowserHasDeletedIt()
    {
        var window = await Made();
        await window.Page.EvaluateAsync(
            "() => new Promise(done => { const deleting = indexedDB.deleteDatabase('sparekey-authenticator'); "
                + "deleting.onsuccess = done; })");
        await window.Page.ReloadAsync();

        await window.Sees("The accounts that were here are gone");
    }

    [BrowserFact]
    public async Task KeepsWhatItCannotRead_UntilItIsSaved()
    {
        var window = await NewWindow();
        await window.Page.AddInitScriptAsync("delete window.showSaveFilePicker;");
        await window.SetsUpTheApp();
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice@example.com");
        await window.HasAHeaderThatNobodyCanRead();

        await window.Sees("The accounts are here, but cannot be opened");
        await Assertions.Expect(window.Page.GetByLabel("New password", new() { Exact = true })).ToHaveCountAsync(0);
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Presses("Save everything to a file"));
        using var saved = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(1, saved.RootElement.GetProperty("entries").GetArrayLength());
        await window.Presses("Yes, it is there");
        await window.Types("New password", AppInHand.Password);
        await window.Types("The same once more", AppInHand.Password);
        await window.Presses("Set the password");
        await window.IsOpen();
    }

    [BrowserFact]
    public async Task NothingReadable_LiesInTheBrowsersStorage()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice@example.com");

        var stored = await window.Page.EvaluateAsync<string>(
            """
            async () => {
              const text = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
              for (const { name } of await indexedDB.databases()) {
                const done = asked => new Promise(yes => { asked.onsuccess = () => yes(asked.result); });
                const database = await done(indexedDB.open(name));
                for (const store of database.objectStoreNames) {
                  const rows = await done(database.transaction(store).objectStore(store).getAll());
                  const isBytes = value => value instanceof Uint8Array || value instanceof ArrayBuffer;
                  text.push(JSON.stringify(rows, (_, value) =>
                    isBytes(value) ? String.fromCharCode(...new Uint8Array(value)) : value));
                }
                database.close();
              }
              return text.join('\n');
            }
            """);

        Assert.Contains("password", stored);   // the password slot, which shows that the stored text is the vault
        foreach (var secret in new[] { "alice@example.com", "Example", "JBSWY3DP", "Hello!", AppInHand.Password })
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task SaysThatAKeyStaysOnTheClipboard()
    {
        var window = await Made();
        await window.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice@example.com");
        await window.Goes("");
        await window.Row("alice@example.com").Locator(".entry-menu").ClickAsync();
        await window.Page.GetByText("Details and backup key").ClickAsync();
        await window.Presses("Show key and QR code");
        await window.Types("Password of this app", AppInHand.Password);
        await window.Presses("Show the key");
        await window.Presses("Copy");

        await window.Reads("It stays on the clipboard until you copy something else.");
        Assert.Equal("JBSWY3DPEHPK3PXP",
            await window.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [BrowserFact]
    public async Task SaysWhenTheClockWasMeasured_AndGoesBackToTheDevices()
    {
        var window = await Made();
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice@example.com");
        await window.Page.EvaluateAsync(
            """
            async () => {
              const done = asked => new Promise((yes, no) => {
                asked.onsuccess = () => yes(asked.result);
                asked.onerror = () => no(asked.error);
              });
              const database = await done(indexedDB.open('sparekey-authenticator'));
              const settings = database.transaction('settings', 'readwrite').objectStore('settings');
              await done(settings.put({ clockOffsetMs: 120_000, clockMeasuredAt: Date.now() - 86_400_000 }, 'only'));
              database.close();
            }
            """);
        // The device is in flight mode.
        await window.Page.AddInitScriptAsync("Object.defineProperty(navigator, 'onLine', { get: () => false });");
        await window.Page.ReloadAsync();
        await window.Unlocks();

        await window.Goes("");
        await window.Reads("Your clock was off by 2 minutes");
        await window.Reads("That was measured on");
        await window.Presses("Use this device’s clock");
        await Assertions.Expect(window.Page.GetByText("Your clock was off")).ToHaveCountAsync(0);
        Assert.Contains(await window.CodeOf("alice@example.com"), Codes.Around("JBSWY3DPEHPK3PXP"));
    }

    private async Task<Window> Made()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        return window;
    }
}
