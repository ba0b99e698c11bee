using Microsoft.Playwright;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// The main journey of the product: the site shows a QR code and a backup key, the app accepts either, and the code of
/// the app signs in.
/// </summary>
public sealed class FromTheSiteTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task SignsIn_WhenTheBackupKeyWasTypedIntoTheApp()
    {
        var person = await Person.Opens(House);
        var site = await WindowOf(person);
        var phone = await NewWindow();
        await ShowsTheKey(site);
        var key = await site.Page.Locator("#backup-key").TextContentAsync() ?? "";

        await phone.SetsUpTheApp();
        await phone.AddsByHand(key.ToLowerInvariant(), "Sparekey", person.Email);

        await ConfirmsAndSignsIn(site, phone, person);
    }

    [BrowserFact]
    public async Task SignsIn_WhenAPictureOfTheQrCodeWasOpenedInTheApp()
    {
        var person = await Person.Opens(House);
        var site = await WindowOf(person);
        var phone = await NewWindow();
        await ShowsTheKey(site);
        var picture = await site.Page.Locator(".qr").ScreenshotAsync();

        await phone.SetsUpTheApp();
        await phone.Goes("add");
        await phone.Page.Locator("#picture")
            .SetInputFilesAsync(new FilePayload { Name = "screenshot.png", MimeType = "image/png", Buffer = picture });
        await phone.Sees("Is this the account?");
        await Assertions.Expect(phone.Page.GetByLabel("Site", new() { Exact = true }))
            .ToHaveValueAsync(House.Settings.ServiceName);
        await Assertions.Expect(phone.Page.GetByLabel("Account", new() { Exact = true }))
            .ToHaveValueAsync(person.Email);
        await phone.Presses("Add");
        await phone.Sees("Added");

        await ConfirmsAndSignsIn(site, phone, person);
    }

    private static async Task ShowsTheKey(Window site)
    {
        await site.Opens("/security/authenticators/new");
        await site.Types("Name of this authenticator", "Our app");
        await site.Presses("Show the key");
        await site.Sees("Scan the picture");
    }

    private async Task ConfirmsAndSignsIn(Window site, Window phone, Person person)
    {
        await TypesTheCode(site, phone, "Code that the app shows now", "Confirm");
        await site.Sees("Security");
        await site.Presses("Sign out");
        await site.Reads("You are signed out");
        await site.EntersPassword(person.Email);
        await site.Sees("Confirm that it is you");

        // Every code works once, so the app is asked for the next code.
        await phone.Goes("");
        var next = await phone.NextCode(person.Email);
        House.FollowsTheTime();
        await site.Types("Code from “Our app”", next);
        await site.Presses("Submit");

        await site.Sees("Security");
        Assert.Equal("/security", site.Path);
    }

    private async Task TypesTheCode(Window site, Window phone, string label, string button)
    {
        House.FollowsTheTime();
        await site.Types(label, await phone.FirstCode());
        await site.Presses(button);
    }
}
