using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

public sealed class PasskeyTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task OpensTheVault_UntilItIsRemoved()
    {
        var window = await NewWindow();
        await SecurityKey.PluggedInto(window.Page);
        // The host is localhost, because passkeys belong to a host name and 127.0.0.1 is not one.
        await window.SetsUpTheApp(
            new UriBuilder(House.Address) { Host = "localhost", Path = AppInHand.Address }.ToString());

        await window.Follows("Settings");
        await window.Presses("Add a passkey");
        await window.Types("Password of this app", "a guess");
        await window.Presses("Continue");
        await window.Reads("That is not the password of this app.");
        await window.Types("Password of this app", AppInHand.Password);
        await window.Presses("Continue");
        await Assertions.Expect(window.Button("Remove passkey This device")).ToBeVisibleAsync();

        await window.Presses("Lock");
        await window.Sees(AppInHand.LockScreen);
        await window.Presses("Use a passkey");
        await window.IsOpen();

        await window.Presses("Remove passkey This device");
        await window.Presses("Remove");
        await Assertions.Expect(window.Button("Remove passkey This device")).ToHaveCountAsync(0);
        await window.Presses("Lock");
        await window.Sees(AppInHand.LockScreen);
        await Assertions.Expect(window.Button("Use a passkey")).ToHaveCountAsync(0);
        await window.Unlocks();
        await window.IsOpen();
    }
}
