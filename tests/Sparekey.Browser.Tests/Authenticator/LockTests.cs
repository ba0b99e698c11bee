using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

public sealed class LockTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task OpensByItsPasswordOnly_AndInEveryWindowOrNone()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice@example.com");
        var second = await window.Context.NewPageAsync();
        await second.GotoAsync("/authenticator/");
        await Assertions.Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Unlock your codes" })).ToBeVisibleAsync();

        await window.Presses("Lock");
        await window.Sees("Unlock your codes");
        Assert.DoesNotContain("alice@example.com", await window.Page.ContentAsync());
        await window.Types("Password", "plum tractor sing");
        await window.Presses("Unlock");
        await window.Reads("That is not the password of this app.");
        await window.UnlocksTheApp();
        Assert.Contains(await window.CodeOf("alice@example.com"), Codes.Around("JBSWY3DPEHPK3PXP"));
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
                const database = await new Promise(done => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
                for (const store of database.objectStoreNames) {
                  const rows = await new Promise(done => { const asked = database.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
                  text.push(JSON.stringify(rows, (_, value) => value instanceof Uint8Array || value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value));
                }
                database.close();
              }
              return text.join('\n');
            }
            """);

        Assert.Contains("password", stored);   // the slot: what was looked at is the vault
        foreach (var secret in new[] { "alice@example.com", "Example", "JBSWY3DP", "Hello!", AppInHand.Password }) Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task SaysSo_WhenTheBrowserDeletedTheCodes()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.Opens("/help");   // another page, so that nothing holds the database
        await window.Page.EvaluateAsync("async () => { for (const { name } of await indexedDB.databases()) await new Promise(done => { indexedDB.deleteDatabase(name).onsuccess = done; }); }");
        await window.Opens("/authenticator/");

        await window.Sees("The accounts that were here are gone");
    }

    [BrowserFact]
    public async Task LocksByItself_WhenNobodyTouchesIt()
    {
        var window = await NewWindow();
        await window.Page.Clock.InstallAsync();
        await window.SetsUpTheApp();
        await window.Page.Clock.RunForAsync("04:50");
        await Assertions.Expect(window.Page.Locator("main[aria-label='Codes']")).ToBeVisibleAsync();
        await window.Page.Clock.RunForAsync("00:15");

        await window.Sees("Unlock your codes");
    }
}
