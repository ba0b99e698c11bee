using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

public sealed class AuthenticatorTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task SignsIn_WhenTheKeyWasTypedIntoAnApp()
    {
        var person = await Person.Opens(House);
        var window = await WindowOf(person);
        var app = await SetUp(window);

        await window.Presses("Sign out");
        await window.Reads("You are signed out");
        await window.EntersPassword(person.Email);
        await window.Sees("Confirm that it is you");
        await window.AnswersWith(app);

        await window.Sees("Security");
        Assert.Equal("/security", window.Path);
    }

    [BrowserFact]
    public async Task SaysWhatToDo_WhenTheCodeIsWrong()
    {
        var (person, app) = await Resets.WithEverything(House);
        var window = await HalfSignedIn(person);
        await window.Types("Code from “Pixel”", app.WrongCode());
        await window.Presses("Submit");

        var summary = window.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(summary).ToBeFocusedAsync();
        Assert.StartsWith("Error: ", await window.Page.TitleAsync());
        await window.AnswersWith(app);
        await window.Sees("Security");
    }

    [BrowserFact]
    public async Task SignsIn_WhenAnotherMethodIsChosen()
    {
        var (person, _) = await Resets.WithEverything(House);
        var codes = await person.MakesRecoveryCodes();

        var sms = await HalfSignedIn(person);
        await sms.Follows("Use: Phone");
        await sms.AnswersBySms();
        await sms.Sees("Security");

        House.Clock.Advance(TimeSpan.FromMinutes(3));
        var voice = await HalfSignedIn(person);
        await voice.Follows("Use: Phone");
        await voice.Presses("Get code by voice call");
        await Assertions.Expect(voice.Page.GetByLabel("Code from the call")).ToBeVisibleAsync();
        Assert.Equal("voice", (await House.Inbox(Factors.Number))[0].Channel);
        await voice.Types("Code from the call", await House.CodeSentTo(Factors.Number));
        await voice.Presses("Submit");
        await voice.Sees("Security");

        var paper = await HalfSignedIn(person);
        await paper.Follows("Use: Recovery code");
        await paper.Types("Recovery code", codes[3]);
        await paper.Presses("Submit");
        await paper.Sees("Security");
        await paper.Reads("9 left");

        var again = await HalfSignedIn(person);
        await again.Follows("Use: Recovery code");
        await again.Types("Recovery code", codes[3]);
        await again.Presses("Submit");
        await again.IsToldOfAnError();
    }

    [BrowserFact(Asks = "oathtool")]
    public async Task SignsIn_WhenAnotherProgramHoldsTheBackupKey()
    {
        var person = await Person.Opens(House);
        var app = await SetUp(await WindowOf(person));

        var window = await HalfSignedIn(person);
        await window.Types("Code from “Pixel”", await Oathtool(app.BackupKey));
        await window.Presses("Submit");

        await window.Sees("Security");
    }

    private async Task<App> SetUp(Window window)
    {
        await window.Opens("/security");
        await window.Follows("Set up: Authenticator");
        await window.Types("Name of this authenticator", "Pixel");
        await window.Presses("Show the key");
        await window.Sees("Scan the picture");
        var app = new App(House, "", await window.Page.Locator("#backup-key").TextContentAsync() ?? "");
        Assert.Matches("^([A-Z2-7]{4} ?){4}$", app.BackupKey.Trim());
        await window.Types("Code that the app shows now", app.Code());
        await window.Presses("Confirm");
        await window.Sees("Security");
        House.Clock.Advance(TimeSpan.FromSeconds(30));
        return app;
    }

    private async Task<string> Oathtool(string backupKey)
    {
        var now = House.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        using var oathtool = Process.Start(new ProcessStartInfo(BrowserFactAttribute.Find("oathtool")!,
            ["--totp", "--now", now, "-b", backupKey.Replace(" ", "")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var code = await oathtool.StandardOutput.ReadToEndAsync();
        await oathtool.WaitForExitAsync();
        Assert.Equal(0, oathtool.ExitCode);
        return code.Trim();
    }
}
