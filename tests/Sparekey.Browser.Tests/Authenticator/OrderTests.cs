using System.Text;
using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The order of the list, changed by keyboard.</summary>
public sealed class OrderTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Accounts =
        """
        otpauth://totp/GitHub:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=GitHub
        otpauth://totp/Kraken:bob?secret=KRSXG5CTMVRXEZLU&issuer=Kraken
        otpauth://totp/Slow:carol?secret=JBSWY3DPEHPK3PXP&issuer=Slow&period=86400
        """;

    [BrowserFact]
    public async Task IsKept()
    {
        var window = await Ordering();
        await window.Button("Move up: Slow, carol").FocusAsync();
        foreach (var order in new[] { new[] { "GitHub", "Slow", "Kraken" }, ["Slow", "GitHub", "Kraken"] })
        {
            await window.Page.Keyboard.PressAsync("Enter");
            await ShowsRows(window, order);
        }
        await window.Presses("Done");
        await Shows(window, "Slow", "GitHub", "Kraken");

        await window.Page.ReloadAsync();
        await window.Unlocks();
        await window.IsOpen();
        await Shows(window, "Slow", "GitHub", "Kraken");
    }

    /// <summary>Holds the lock for which every change of the vault waits, so that storing is delayed.</summary>
    [BrowserFact]
    public async Task FollowsEveryPress_WhileTheFirstIsStillBeingStored()
    {
        var window = await Ordering();
        await window.Page.EvaluateAsync(
            """
            () => new Promise(held => navigator.locks.request('sparekey-authenticator', () => {
              held();
              return new Promise(release => { window.letGo = release; });
            }))
            """);
        await window.Button("Move up: Slow, carol").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Enter");
        await ShowsRows(window, "Slow", "GitHub", "Kraken");

        await window.Page.EvaluateAsync("() => window.letGo()");
        await window.Presses("Done");
        await Shows(window, "Slow", "GitHub", "Kraken");
    }

    [BrowserFact]
    public async Task KeepsTheFocusOnTheRow_AlsoAtTheEnd()
    {
        var window = await Ordering();
        await window.Button("Move down: GitHub, alice@example.com").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await ShowsRows(window, "Kraken", "GitHub", "Slow");
        await Assertions.Expect(window.Button("Move down: GitHub, alice@example.com")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await ShowsRows(window, "Kraken", "Slow", "GitHub");
        await Assertions.Expect(window.Button("Move up: GitHub, alice@example.com")).ToBeFocusedAsync();
    }

    /// <summary>
    /// The heading gets the focus in the same frame as its screen. One frame later, the heading would take the focus
    /// from a row.
    /// </summary>
    [BrowserFact]
    public async Task LeavesTheFocusAlone_OnceTheScreenIsThere()
    {
        var window = await WithAccounts();
        await window.Presses("More");
        var focused = await window.Page.EvaluateAsync<string>(
            """
            () => new Promise(answer => {
              new MutationObserver((_, observer) => {
                if (!document.querySelector('.reorder')) return;
                observer.disconnect();
                answer(document.activeElement?.textContent ?? '');
              }).observe(document.body, { childList: true, subtree: true });
              [...document.querySelectorAll('.menu-item')]
                .find(item => item.textContent === 'Change the order').click();
            })
            """);
        Assert.Equal("Change the order", focused);
    }

    private async Task<Window> Ordering()
    {
        var window = await WithAccounts();
        await window.Presses("More");
        await window.Presses("Change the order");
        await window.Sees("Change the order");
        return window;
    }

    private async Task<Window> WithAccounts()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.Imports("list.txt", Encoding.UTF8.GetBytes(Accounts), null);
        Assert.Equal("3 added", await window.AddsWhatIsChosen());
        await window.Goes("");
        await Shows(window, "GitHub", "Kraken", "Slow");
        return window;
    }

    private static Task ShowsRows(Window window, params string[] sites) =>
        Assertions.Expect(window.Page.Locator(".order-row .entry-issuer")).ToHaveTextAsync(sites);

    private static Task Shows(Window window, params string[] sites) =>
        Assertions.Expect(window.Page.Locator(".codes > li:not(.out) .entry-issuer")).ToHaveTextAsync(sites);
}
