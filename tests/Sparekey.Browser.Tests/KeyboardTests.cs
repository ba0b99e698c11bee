using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

public sealed class KeyboardTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Focused =
        """
        () => {
          const at = document.activeElement, look = getComputedStyle(at);
          const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
          const outlined = element => {
            const style = getComputedStyle(element);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
          };
          return [name.trim(), String(at.matches(':focus-visible') && (outlined(at) || outlined(at.parentElement)))];
        }
        """;

    [BrowserFact]
    public async Task TabReachesEveryControlInOrder_OnSignIn()
    {
        var window = await NewWindow();
        await window.Opens("/sign-in");
        await Assertions.Expect(window.Button("I cannot drag")).ToBeVisibleAsync();

        var seen = new List<string>();
        for (var i = 0; i < 14; i++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            var focused = await window.Page.EvaluateAsync<string[]>(Focused);
            Assert.True(focused[1] == "true", $"Focus is not visible on '{focused[0]}'.");
            seen.Add(focused[0]);
        }

        Assert.Equal(
            [
                "Skip to main content", "Sparekey", "Sign in", "Open an account", "Help", "Email address", "Password",
                "Show password", "Position of the piece", "I cannot drag", "New picture", "Open one", "Help",
                "What is my backup key?",
            ],
            seen);
    }

    [BrowserFact]
    public async Task SignsIn_WithoutAMouse()
    {
        var (person, app) = await Resets.WithEverything(House);
        var window = await NewWindow();
        await window.Opens("/sign-in");
        await window.Page.GetByLabel("Email address").FocusAsync();
        await window.Page.Keyboard.TypeAsync(person.Email);
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.TypeAsync(person.Password);
        await window.MovesThePieceByKeys();
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Sees("Confirm that it is you");
        await Assertions.Expect(window.Page.GetByLabel("Code from “Pixel”")).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync(app.Code());
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Sees("Security");
    }
}
