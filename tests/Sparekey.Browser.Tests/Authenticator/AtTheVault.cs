using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>What a person does to get into the app.</summary>
public static class AtTheVault
{
    public static async Task MakesAVault(this Window window, string password)
    {
        await window.Types("New password", password);
        await window.Types("The same once more", password);
        await window.Presses("Set the password");
        await window.IsOpen();
    }

    public static async Task Unlocks(this Window window, string password)
    {
        await window.Types("Password", password);
        await window.Presses("Unlock");
    }

    public static Task IsOpen(this Window window) => Assertions.Expect(window.Button("Lock")).ToBeVisibleAsync(new() { Timeout = Window.Patience });
}
