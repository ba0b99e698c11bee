using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sparekey.Otp;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The list of codes, used by touch and by keyboard.</summary>
public sealed partial class CodesTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string GitHub = "JBSWY3DPEHPK3PXP";
    private const string Kraken = "KRSXG5CTMVRXEZLU";
    private const int ADay = 86_400;   // in seconds; a code of this period does not change during a test

    private const string Accounts =
        $"""
        otpauth://totp/GitHub:alice@example.com?secret={GitHub}&issuer=GitHub
        otpauth://totp/Kraken:bob?secret={Kraken}&issuer=Kraken
        otpauth://totp/Slow:carol?secret={GitHub}&issuer=Slow&period=86400
        """;

    [BrowserFact]
    public async Task Copies_WhenAnAccountIsTapped()
    {
        var window = await WithAccounts();
        await window.MayCopy();
        await window.Taps("GitHub");
        await window.HasCopied(Codes.Around(GitHub));
        await window.Taps("Kraken");
        await window.HasCopied(Codes.Around(Kraken));
    }

    [BrowserFact]
    public async Task CoversEveryCode_UntilItIsTapped_AndAgainAfterAWhile()
    {
        var window = await NewWindow();
        await window.Page.Clock.InstallAsync();
        await SetsUp(window);
        await window.MayCopy();
        await window.Goes("settings");
        await window.Ticks("Cover codes until tapped");
        await window.Goes("");
        var code = window.Row("GitHub").Locator(".entry-code > .code-digits");
        await Assertions.Expect(code).ToHaveTextAsync(Covered());

        await window.Taps("GitHub");
        await Assertions.Expect(code).ToHaveTextAsync(SixDigits());
        await Assertions.Expect(window.Row("Kraken").Locator(".entry-code > .code-digits")).ToHaveTextAsync(Covered());
        Assert.Equal(AppInHand.NothingCopied, await window.Copied());   // the first tap only shows the code
        await window.Taps("GitHub");
        await window.HasCopied(Codes.Around(GitHub));

        await window.Page.Clock.FastForwardAsync(21_000);
        await Assertions.Expect(code).ToHaveTextAsync(Covered());
    }

    [BrowserFact]
    public async Task ShowsOnlyWhatIsSearchedFor_AndCopiesTheFirstOnEnter()
    {
        var window = await WithAccounts();
        await window.MayCopy();
        await window.Types("Search accounts", "krak");
        await Shows(window, "Kraken");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.HasCopied(Codes.Around(Kraken));

        await window.Types("Search accounts", "no such account");
        await window.Reads("Nothing found");
        await window.Presses("Show all");
        await Shows(window, "GitHub", "Kraken", "Slow");
    }

    [BrowserFact]
    public async Task ShowsOnlyAGroup_WhenItIsChosen()
    {
        var window = await WithAccounts();
        await window.OpensAccount("GitHub");
        await window.Types("Groups", "Work");
        await window.Presses("Save");
        await window.Goes("");

        await window.Presses("Work");
        await Shows(window, "GitHub");
        await window.Presses("All");
        await Shows(window, "GitHub", "Kraken", "Slow");
    }

    [BrowserFact]
    public async Task KeepsFavouritesFirst()
    {
        var window = await WithAccounts();
        await window.Row("Kraken").Locator(".entry-menu").ClickAsync();
        await window.Presses("Add to favourites");
        await Shows(window, "Kraken", "GitHub", "Slow");

        await ComesBack(window);
        await Shows(window, "Kraken", "GitHub", "Slow");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Favourites" })
            .Locator(".entry-issuer")).ToHaveTextAsync(["Kraken"]);
        await window.Row("Kraken").Locator(".entry-menu").ClickAsync();
        await window.Presses("Remove from favourites");
        await Shows(window, "GitHub", "Kraken", "Slow");
    }

    [BrowserFact]
    public async Task ShowsTheNextCode_WhenItIsAskedFor()
    {
        var window = await WithAccounts();
        Assert.True(OtpKey.TryParse(GitHub, out var key));
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(Totp.Compute(key.Bytes, now, period: ADay), await window.CodeOf("Slow"));
        Assert.Equal(Totp.Compute(key.Bytes, now.AddSeconds(ADay), period: ADay), await window.NextCode("Slow"));
    }

    [BrowserFact]
    public async Task NeedsNoMouse()
    {
        var window = await WithAccounts();
        await window.MayCopy();
        var (keys, kraken) = (window.Page.Keyboard, window.Row("Kraken").Locator(".entry-main"));

        await keys.PressAsync("/");
        await keys.TypeAsync("kraken");
        await Shows(window, "Kraken");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(kraken).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await window.HasCopied(Codes.Around(Kraken));
        await keys.PressAsync("n");
        await Assertions.Expect(window.Row("Kraken").Locator(".entry-next")).ToBeVisibleAsync();
        await keys.PressAsync("f");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Favourites" })
            .Locator(".entry-main")).ToBeFocusedAsync();
        await keys.PressAsync("e");
        await window.Sees("How its codes are made");

        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");   // back to the codes
        await Shows(window, "Kraken");
        await keys.PressAsync("Escape");   // clears the search
        await Shows(window, "Kraken", "GitHub", "Slow");
        await keys.PressAsync("Escape");   // leaves the search box
        await keys.PressAsync("?");
        await window.Sees("Keyboard shortcuts");
        await keys.PressAsync("Escape");
        await Assertions.Expect(window.Page.Locator("dialog")).ToHaveCountAsync(0);
        await keys.PressAsync("l");
        await window.Sees(AppInHand.LockScreen);
        await Assertions.Expect(window.Page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
        await keys.TypeAsync(AppInHand.Password);
        await keys.PressAsync("Enter");
        await window.IsOpen();
    }

    private async Task<Window> WithAccounts()
    {
        var window = await NewWindow();
        await SetsUp(window);
        return window;
    }

    private static async Task SetsUp(Window window)
    {
        await window.SetsUpTheApp();
        await window.Imports("list.txt", Encoding.UTF8.GetBytes(Accounts), null);
        Assert.Equal("3 added", await window.AddsWhatIsChosen());
        await window.Goes("");
        await Shows(window, "GitHub", "Kraken", "Slow");
    }

    /// <summary>Reloads the page and unlocks the vault, so that only stored data is shown.</summary>
    private static async Task ComesBack(Window window)
    {
        await window.Page.ReloadAsync();
        await window.Unlocks();
        await window.IsOpen();
    }

    /// <summary>Waits until the list shows exactly these sites, in this order.</summary>
    private static Task Shows(Window window, params string[] sites) =>
        Assertions.Expect(window.Page.Locator(".codes > li:not(.out) .entry-issuer")).ToHaveTextAsync(sites);

    [GeneratedRegex("^•{6}$")]
    private static partial Regex Covered();

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
