using Microsoft.Playwright;
using Sparekey.Otp;

namespace Sparekey.Browser.Tests.Authenticator;

public sealed class CameraTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Plain = "otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example";

    [BrowserFact]
    public async Task Adds_WhenTheCameraSeesASetUpCode()
    {
        var film = Film.Of(Plain);
        await using var browser = await Chromium.WithCamera(film);
        var window = await NewWindow(browser);
        await window.SetsUpTheApp();
        await window.Goes("add");
        await window.Presses("Scan with the camera");

        await window.Sees("Is this the account?");
        await Assertions.Expect(window.Page.GetByLabel("Account", new() { Exact = true }))
            .ToHaveValueAsync("alice@example.com");
        await window.Presses("Add");
        await window.Sees("Added");

        Assert.Contains(await window.FirstCode(), Codes.Around("JBSWY3DPEHPK3PXP"));
        Directory.Delete(Path.GetDirectoryName(film)!, recursive: true);
    }

    [BrowserFact]
    public async Task GathersAllParts_WhenAnExportIsShownInSeveral()
    {
        var parts = Parts(23);
        Assert.Equal(3, parts.Count);
        var film = Film.Of([parts[2], parts[0], parts[1]]);
        await using var browser = await Chromium.WithCamera(film);
        var window = await NewWindow(browser);
        await window.SetsUpTheApp();
        await window.Goes("add");
        await window.Presses("Scan with the camera");

        await window.Sees("From Google Authenticator");
        Assert.Equal("23 added", await window.AddsWhatIsChosen());
        Directory.Delete(Path.GetDirectoryName(film)!, recursive: true);
    }

    /// <summary>The parts of a Google Authenticator export with this number of accounts, ten in each part.</summary>
    private static IReadOnlyList<string> Parts(int accounts)
    {
        var uris = Enumerable.Range(1, accounts)
            .Select(i => new OtpAuthUri
            {
                Key = OtpKey.FromBytes([.. Enumerable.Repeat((byte)i, OtpKey.RecommendedLength)]),
                Issuer = "Example",
                Account = $"account{i}",
            });
        return MigrationPayload.Format(uris, batchId: -2115474809).Uris;
    }
}
