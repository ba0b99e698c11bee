using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// Tests when the app blurs codes and when the app shows them. A browser without a screen is never behind another
/// window, so the tests simulate the events.
/// </summary>
public sealed partial class SightTests(Chromium chromium) : BrowserTest(chromium)
{
    // waits until the app has drawn its reaction
    private const string Frames =
        "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));";
    private const string AnotherWindowIsInFront =
        $"async () => {{ document.hasFocus = () => false; dispatchEvent(new Event('blur')); {Frames} }}";
    private const string IsHidden =
        $$"""
        async () => {
          Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
          document.dispatchEvent(new Event('visibilitychange'));
          {{Frames}}
        }
        """;

    [BrowserFact]
    public async Task ShowsTheCodes_WhileAnotherWindowIsInFront_UnlessThatIsUnwanted()
    {
        var window = await WithAnAccount(touch: false);
        await window.Page.EvaluateAsync(AnotherWindowIsInFront);
        await Assertions.Expect(Code(window)).ToHaveCSSAsync("filter", "none");

        await window.Goes("settings");
        await window.Ticks("Blur codes when another window is in front");
        await window.Goes("");
        await Assertions.Expect(Code(window)).ToHaveCSSAsync("filter", Blurred());
    }

    [BrowserFact]
    public async Task BlursTheCodes_WhenItIsHidden()
    {
        var window = await WithAnAccount(touch: false);
        await window.Page.EvaluateAsync(IsHidden);
        await Assertions.Expect(Code(window)).ToHaveCSSAsync("filter", Blurred());
    }

    [BrowserFact]
    public async Task BlursTheCodes_WhenAPhoneShowsAnotherApp()
    {
        var window = await WithAnAccount(touch: true);
        await Assertions.Expect(Code(window)).ToHaveCSSAsync("filter", "none");
        await window.Page.EvaluateAsync(AnotherWindowIsInFront);
        await Assertions.Expect(Code(window)).ToHaveCSSAsync("filter", Blurred());
    }

    private async Task<Window> WithAnAccount(bool touch)
    {
        var window = await NewWindow();
        var browser = await window.Context.NewCDPSessionAsync(window.Page);
        await browser.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = touch });
        await window.SetsUpTheApp();
        Assert.Equal(touch, await window.Page.EvaluateAsync<bool>("() => matchMedia('(pointer: coarse)').matches"));
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "Example", "alice");
        await window.CodeOf("alice");
        return window;
    }

    private static ILocator Code(Window window) => window.Row("alice").Locator(".entry-code > .code-digits");

    [GeneratedRegex("^blur")]
    private static partial Regex Blurred();
}
