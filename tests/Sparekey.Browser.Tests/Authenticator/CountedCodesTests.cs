using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>An account whose codes follow a counter, with the key and the codes of RFC 4226 appendix D.</summary>
public sealed class CountedCodesTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] Values = ["755224", "287082", "359152", "969429", "338314", "254676"];

    [BrowserFact]
    public async Task GoesOn_WithEachCode()
    {
        var window = await WithAccount();
        await window.MayCopy();
        await window.Taps("Bank");   // makes the first code
        await Shows(window, Values[0]);
        await window.Taps("Bank");   // copies the code
        await window.HasCopied(Values[0]);
        await window.Presses("Next code for Bank");
        await Shows(window, Values[1]);
        await window.OpensAccount("Bank");
        await Assertions.Expect(window.Figure("Counter of the next code")).ToHaveTextAsync("2");

        await window.Page.ReloadAsync();
        await window.Unlocks();
        await window.IsOpen();
        await window.Goes("");
        await window.Taps("Bank");
        await Shows(window, Values[2]);
    }

    [BrowserFact]
    public async Task GoesOnFromTheCounterThatWasSet()
    {
        var window = await WithAccount();
        await window.Taps("Bank");
        await Shows(window, Values[0]);

        await window.OpensAccount("Bank");
        await Sets(window, "0");
        await window.Reads("The counter is at 1 now");   // the app only warns
        await Sets(window, "x");
        await window.Presses("Save");
        await window.Reads("A counter is a whole number from 0 up.");
        await Sets(window, "5");
        await Assertions.Expect(window.Page.GetByText("The counter is at")).ToHaveCountAsync(0);
        await window.Presses("Save");
        await Assertions.Expect(window.Figure("Counter of the next code")).ToHaveTextAsync("5");

        await window.Goes("");
        await window.Taps("Bank");   // makes a new code, because the earlier code is hidden
        await Shows(window, Values[5]);
    }

    private async Task<Window> WithAccount()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.Imports("list.txt",
            "otpauth://hotp/Bank:4711?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank&counter=0"u8.ToArray(), null);
        Assert.Equal("1 added", await window.AddsWhatIsChosen());
        await window.Goes("");
        return window;
    }

    private static async Task Sets(Window window, string counter)
    {
        await window.UnfoldsAdvanced();
        await window.Types("Counter of the next code", counter);
    }

    private static Task Shows(Window window, string code) =>
        Assertions.Expect(window.Row("Bank").Locator(".entry-code > .code-digits")).ToHaveTextAsync(code);
}
