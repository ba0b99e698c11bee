using Microsoft.Playwright;
using Sparekey.Otp;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>The details of one account.</summary>
public sealed class AccountTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Key = "JBSWY3DPEHPK3PXP";

    [BrowserFact]
    public async Task TakesAPeriod_WhenGooglesExportCarriedNone()
    {
        Assert.True(OtpKey.TryParse(Key, out var key));
        var export = MigrationPayload.Format([new OtpAuthUri { Key = key, Issuer = "Slow", Account = "alice" }],
            batchId: 7).Uris[0];
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.Goes("add");
        await window.Types("Backup key", export);
        await window.Presses("Add");
        await window.Sees("From Google Authenticator");
        await window.Reads("If a site refuses codes, set it under the account’s details.");
        Assert.Equal("1 added", await window.AddsWhatIsChosen());

        await window.OpensAccount("Slow");
        await window.UnfoldsAdvanced();
        await window.Types("Seconds that a code lasts", "0");
        await window.Presses("Save");
        await window.Reads("A code lasts 1 to 86,400 seconds; 30 is usual.");
        await window.Types("Seconds that a code lasts", "86400");
        await window.Page.GetByLabel("Digits", new() { Exact = true }).SelectOptionAsync("8");
        await window.Page.GetByLabel("Algorithm", new() { Exact = true }).SelectOptionAsync("sha256");
        await window.Presses("Save");
        await Assertions.Expect(window.Figure("Period")).ToHaveTextAsync("86400 s");

        Assert.Equal(Totp.Compute(key.Bytes, TimeProvider.System.GetUtcNow(), 8, 86_400, OtpAlgorithm.Sha256),
            await window.CodeOf("Slow"));
    }

    [BrowserFact]
    public async Task KeepsItsName_WhenAnotherOfTheSameKeyHasTheNewOne()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.AddsByHand(Key, "Bank", "alice");
        await window.AddsByHand(Key, "Bank", "bob");
        await window.OpensAccount("bob");
        await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Account", Exact = true }).FillAsync("alice");
        await window.Presses("Save");
        await window.Reads("Another account here has these names and the same key.");

        await window.Goes("");
        await Assertions.Expect(window.Page.Locator(".entry-account")).ToHaveTextAsync(["alice", "bob"]);
    }
}
