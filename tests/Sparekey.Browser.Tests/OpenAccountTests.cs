using Microsoft.Playwright;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

public sealed class OpenAccountTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Email = "an.nguyen@example.com";

    [BrowserFact]
    public async Task LandsOnSecurity_WhenThePieceIsDragged()
    {
        var window = await NewWindow();
        await window.Opens("/");
        await window.Follows("Open an account");
        await FillIn(window);
        await window.DragsThePiece();
        await window.Presses("Continue");

        await window.Sees("Confirm your email address");
        await House.Inbox(Email);   // sends the waiting messages
        var inbox = await NewWindow();
        await inbox.Opens("/dev/inbox");
        await inbox.Follows(Email);
        var code = await inbox.Page.GetByRole(AriaRole.Strong).First.InnerTextAsync();

        await window.Types("Code from the email", code);
        await window.Presses("Open my account");
        await window.Sees("Security");
        Assert.Equal("/security", window.Path);
    }

    [BrowserFact]
    public async Task LandsOnSecurity_WhenThePieceIsMovedByKeys()
    {
        var window = await NewWindow();
        await window.Opens("/register");
        await FillIn(window);
        await window.MovesThePieceByKeys();
        Assert.True(await window.Button("Continue").EvaluateAsync<bool>("button => button === document.activeElement"));
        await window.Page.Keyboard.PressAsync("Enter");
        await Confirm(window);
    }

    [BrowserFact]
    public async Task LandsOnSecurity_WhenTheBrowserWorksInstead()
    {
        var window = await NewWindow();
        await window.Opens("/register");
        await FillIn(window);
        await window.CannotDrag();
        await window.Presses("Continue");
        await Confirm(window);
    }

    [BrowserFact]
    public async Task LandsOnSecurity_WhenNoScriptRuns()
    {
        var window = await NewWindow(scripts: false);
        await window.Opens("/register");
        await FillIn(window);
        await window.ClicksTheGap();
        await Confirm(window);
    }

    [BrowserFact]
    public async Task AsksAgain_WhenThePieceIsDroppedElsewhere()
    {
        var window = await NewWindow();
        await window.Opens("/register");
        await FillIn(window);
        var slider = window.Page.GetByRole(AriaRole.Slider, new() { Name = "Position of the piece" });
        await slider.FocusAsync();
        await slider.PressAsync("ArrowRight");   // no gap is so near to the edge
        await slider.PressAsync("Enter");

        await window.Reads("That is not quite the place. 4 tries left.");
        Assert.True(await window.Button("Continue").IsDisabledAsync());
        await window.DragsThePiece();
        Assert.True(await window.Button("Continue").IsEnabledAsync());
    }

    private static async Task FillIn(Window window)
    {
        await window.Types("Email address", Email);
        await window.Types("Password", Person.GoodPassword);
    }

    private async Task Confirm(Window window)
    {
        await window.Sees("Confirm your email address");
        await window.Types("Code from the email", await House.CodeSentTo(Email));
        await window.Presses("Open my account");
        await window.Sees("Security");
        Assert.Equal("/security", window.Path);
    }
}
