using System.Text;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// Checks every screen of the app, on a large light screen and on a small dark one: nothing scrolls sideways, and axe
/// has no serious finding.
/// </summary>
public sealed class EveryScreenTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string LongName = "alice.with.a.long.name.of.her.own@a-very-long-name-of-a-company.example.com";
    private const string Accounts =
        $"""
        otpauth://totp/GitHub:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=GitHub
        otpauth://totp/Kraken:alice?secret=KRSXG5CTMVRXEZLU&issuer=Kraken&digits=8&period=60
        otpauth://totp/Mail:{LongName}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mail
        otpauth://hotp/Bank:4711?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank&counter=7
        otpauth://steam/Steam:gamer?secret=MZXW6YTBOJSGC43E&issuer=Steam
        otpauth://totp/Short:key?secret=MZXW6YTB&issuer=Other
        otpauth://totp/Bad:key?secret=0
        """;

    private readonly Look _look = new();

    [BrowserFact]
    public async Task IsReadable_OnEveryScreen()
    {
        var window = await NewWindow();
        await window.Opens(AppInHand.Address);
        await window.Sees("Choose a password for your codes");
        await _look.At(window, "app first use");
        await window.Presses("Set the password");
        await _look.At(window, "app first use errors");
        await window.SetsUpTheApp();
        await _look.At(window, "app empty");

        await window.Goes("add");
        await window.Sees("Add an account");
        await window.Types("Backup key", "JBSW Y3DP EHPK 3PX0");
        await window.Page.GetByText("Advanced", new() { Exact = true }).ClickAsync();
        await _look.At(window, "app add errors");
        await window.Goes("import");
        await window.Sees("Import");
        await _look.At(window, "app import");
        await window.Imports("list.txt", Encoding.UTF8.GetBytes(Accounts), null);
        await window.Sees("From a list of addresses");
        await _look.At(window, "app preview");
        Assert.Equal("6 added, 1 left out", await window.AddsWhatIsChosen());
        await _look.At(window, "app result");
        await window.CodeOf("alice@example.com");
        await _look.At(window, "app-codes");
        await window.Row("4711").Locator(".entry-menu").ClickAsync();
        await _look.At(window, "app menu");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Row("Kraken").Locator(".entry-menu").ClickAsync();
        await window.Page.GetByText("Details and backup key").ClickAsync();
        await window.Sees("Kraken");
        await _look.At(window, "app account");

        foreach (var (screen, heading) in new[]
        {
            ("settings", "Settings"), ("export", "Export"), ("print", "A page to print"),
        })
        {
            await window.Goes(screen);
            await window.Sees(heading);
            await _look.At(window, $"app {screen}");
        }
        await window.Goes("export");
        await window.Chooses("QR codes for Google Authenticator");
        await window.Presses("Continue");
        await window.Sees("Keys in the clear");
        await _look.At(window, "app door");
        await window.Goes("");
        await window.Presses("Lock");
        await window.Sees(AppInHand.LockScreen);
        await _look.At(window, "app lock");
        await window.HasAHeaderThatNobodyCanRead();
        await window.Sees("The accounts are here, but cannot be opened");
        await window.Ticks("Delete it without saving it");
        await _look.At(window, "app unreadable");

        Assert.Empty(_look.Findings);
    }
}
